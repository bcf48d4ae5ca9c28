import { transact } from '#app/kernel/transaction'
import { clearSystemAlarm, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import { pointChecks } from '#modules/telemetry/queries/due_checks'

/** A check that is due is an alarm of low priority of its own, and the engine calls the point uncertain (L07). */
export async function judgeChecks(): Promise<void> {
  await transact(async (tx) => {
    const standing = new Set(
      (await tx.db.from('alarms').where('condition_code', 'like', 'system.%_due:%').where('state', 'like', 'active%').select('condition_code')).map((row): string => row.condition_code)
    )
    let changed = false
    for (const { point, kind, dueAt } of await pointChecks(tx.db)) {
      const what = kind === 'calibration' ? ('calibration_due' as const) : ('bump_test_due' as const)
      const alarmed = standing.has(`system.${what}:${point.code}`)
      const due = dueAt !== null && dueAt <= tx.now
      if (due === alarmed) continue
      changed = true
      const about = { kind: what, about: point.code }
      if (due) await raiseSystemAlarm(tx, { ...about, priority: 4, areaCode: point.area_code, pointCode: point.code, name: point.name, nameEn: point.name_en })
      else await clearSystemAlarm(tx, about)
    }
    if (changed) await touchConfig(tx)
  })
}
