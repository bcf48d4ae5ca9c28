import db from '@adonisjs/lucid/services/db'
import { recordAudits, systemActor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { realarmMinutes } from '#modules/telemetry/alarm_settings'
import { AlarmRealarmed } from '#modules/telemetry/events'
import { notShelved } from '#modules/telemetry/queries/list_alarms'
import type { AlarmRow } from '#modules/telemetry/rows'

const MINUTE_MS = 60_000
/** As many as one transaction takes; the rest a second later. */
const MOST_AT_ONCE = 200

/** What nobody has acknowledged for too long sounds again, and tells people again. */
export async function realarmUnseen(): Promise<void> {
  const minutes = await settingValue(realarmMinutes)
  for (const priority of [1, 2, 3, 4] as const) {
    const wait = minutes[priority]
    if (wait <= 0) continue
    const due = () =>
      notShelved(db.from('alarms').where({ state: 'active_unacknowledged', priority }))
        .whereRaw('coalesce(realarmed_at, raised_at) <= ?', [clock.now() - wait * MINUTE_MS])
        .limit(MOST_AT_ONCE)
    if (!(await due().first())) continue
    await transact(async (tx) => {
      const rows: AlarmRow[] = await due().useTransaction(tx.db)
      await tx.db.from('alarms').whereIn('id', rows.map(({ id }) => id)).increment('realarms', 1)
      await tx.db.from('alarms').whereIn('id', rows.map(({ id }) => id)).update({ realarmed_at: tx.now })
      await recordAudits(
        tx,
        rows.map(({ id, realarms }) => ({ by: systemActor('telemetry'), action: 'telemetry.alarm_realarmed', subject: { type: 'alarm', id }, details: { after_min: wait, time: realarms + 1 } }))
      )
      await tx.emit(AlarmRealarmed, ...rows.map((alarm) => ({ alarmId: alarm.id, areaCode: alarm.area_code ?? '', priority, realarms: alarm.realarms + 1, at: tx.now })))
    })
  }
}
