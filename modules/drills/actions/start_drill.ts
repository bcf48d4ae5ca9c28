import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { findArea } from '#app/plant/index'
import { pointStates, standingAlarms } from '#modules/telemetry/index'
import { tellDrill } from '#modules/drills/actions/tell_drill'
import { writeLog } from '#modules/drills/actions/write_log'
import { DrillStarted } from '#modules/drills/events'
import { runningDrill } from '#modules/drills/queries/find_drill'
import type { DrillRow, Scenario } from '#modules/drills/rows'
import { longestDrill } from '#modules/drills/settings'

export interface StartInput {
  name: string
  area: string
  minutes: number
  realOutputs: boolean
  scenario: Scenario
  by: Actor
}

/** Begins a rehearsal: one at a time, never over a real alarm, with an end. */
export async function startDrill(input: StartInput): Promise<Result<DrillRow, Reason[]>> {
  const known = new Set((await pointStates()).map(({ code }) => code))
  const area = await findArea(input.area)
  const real = (await standingAlarms(input.area)).filter(({ alarm_class }) => alarm_class !== 'system')
  return transact(async (tx) => {
    const minutes = await settingValue(longestDrill, tx.db)
    const strange = input.scenario.excursions.find(({ point }) => !known.has(point))
    const reasons: Reason[] = [
      ...(input.by.id === null ? [reason('identity.not_signed_in')] : []),
      ...((await runningDrill(tx.db)) ? [reason('drills.one_runs')] : []),
      ...(area ? [] : [reason('drills.no_such_area', { area: input.area })]),
      ...(strange ? [reason('drills.no_such_point', { point: strange.point })] : []),
      ...(input.scenario.excursions.length === 0 ? [reason('drills.nothing_to_rehearse')] : []),
      ...(real.length > 0 ? [reason('drills.real_alarm_stands', { count: real.length })] : []),
      ...(input.minutes > minutes ? [reason('drills.too_long', { minutes })] : []),
    ]
    if (reasons.length > 0) return err(reasons)
    const row: DrillRow = {
      id: newId(),
      name: input.name,
      area_code: input.area,
      scenario: JSON.stringify(input.scenario),
      real_outputs: Number(input.realOutputs),
      started_by: input.by.id!,
      started_by_name: input.by.name,
      started_at: tx.now,
      until: tx.now + input.minutes * 60_000,
      ended_at: null,
      end_cause: null,
      ended_by_name: null,
    }
    await tx.db.table('drills').insert(row)
    await writeLog(tx, row.id, 'started', { name: input.by.name })
    for (const gate of input.scenario.gates_out) await writeLog(tx, row.id, 'gate_out', { gate })
    for (const person of input.scenario.absent) await writeLog(tx, row.id, 'absent', { person })
    await recordAudit(tx, { by: input.by, action: 'drills.started', subject: { type: 'drill', id: row.id }, details: { ...input.scenario, name: row.name, area: row.area_code, real_outputs: input.realOutputs } })
    await tx.emit(DrillStarted, { drillId: row.id, areaCode: row.area_code, until: row.until, at: tx.now })
    await tellDrill(tx, row, 'begins', ['control_room', 'area_responsible'])
    return ok(row)
  })
}
