import db from '@adonisjs/lucid/services/db'
import { recordAudit, systemActor, type Actor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import { outOfServiceMaxHours } from '#modules/telemetry/alarm_settings'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import { conditionsOf } from '#modules/telemetry/conditions'
import type { OutOfServiceRow, PointAlarm, PointRow } from '#modules/telemetry/rows'

const HOUR_MS = 3_600_000

/** Takes a condition out of service, for maintenance and with an end: it raises nothing and switches nothing till then. */
export function takeOutOfService(input: { conditionCode: string; until: number; why: string; by: Actor }): Promise<Result<OutOfServiceRow, Reason[]>> {
  return transact(async (tx) => {
    const point = await pointOf(tx, input.conditionCode)
    if (!point) return err([reason('telemetry.no_such_condition')])
    const hours = await settingValue(outOfServiceMaxHours, tx.db)
    const reasons: Reason[] = []
    if (!input.by.id) reasons.push(reason('telemetry.only_a_person'))
    if (input.until <= tx.now) reasons.push(reason('telemetry.shelve_in_the_past'))
    if (input.until > tx.now + hours * HOUR_MS) reasons.push(reason('telemetry.out_of_service_too_long', { hours }))
    if (await tx.db.from('out_of_service').where('condition_code', input.conditionCode).whereNull('ended_at').first()) reasons.push(reason('telemetry.out_of_service_already'))
    if (reasons.length > 0) return err(reasons)

    const row: OutOfServiceRow = {
      id: newId(),
      condition_code: input.conditionCode,
      point_code: point.code,
      area_code: point.area_code,
      reason: input.why,
      since: tx.now,
      until: input.until,
      by: input.by.id!,
      by_name: input.by.name,
      ended_at: null,
      ended_by_name: null,
    }
    await tx.db.table('out_of_service').insert(row)
    await touchConfig(tx)
    const details = { reason: input.why, until: input.until }
    await recordAudit(tx, { by: input.by, action: 'telemetry.condition_out_of_service', subject: { type: 'condition', id: input.conditionCode }, details })
    return ok(row)
  })
}

/** Back before its time. */
export function returnToService(input: { conditionCode: string; by: Actor }): Promise<Result<OutOfServiceRow, Reason[]>> {
  return transact(async (tx) => {
    const row: OutOfServiceRow | null = await tx.db.from('out_of_service').where('condition_code', input.conditionCode).whereNull('ended_at').first()
    if (!row) return err([reason('telemetry.not_out_of_service')])
    await end(tx, row, input.by)
    return ok(row)
  })
}

/** The engine takes them back to the second by itself; here it goes on record. */
export async function endOutOfServiceOverTime(): Promise<void> {
  const over = () => db.from('out_of_service').whereNull('ended_at').where('until', '<=', clock.now())
  if (!(await over().first())) return
  await transact(async (tx) => {
    for (const row of (await over().useTransaction(tx.db)) as OutOfServiceRow[]) await end(tx, row, systemActor('telemetry'))
  })
}

async function end(tx: Tx, row: OutOfServiceRow, by: Actor): Promise<void> {
  await tx.db.from('out_of_service').where('id', row.id).update({ ended_at: tx.now, ended_by_name: by.name })
  await touchConfig(tx)
  await recordAudit(tx, { by, action: 'telemetry.condition_in_service', subject: { type: 'condition', id: row.condition_code }, details: { since: row.since } })
}

async function pointOf(tx: Tx, conditionCode: string): Promise<PointRow | null> {
  const points: PointRow[] = await tx.db.from('points').where('active', true).whereRaw("? LIKE code || '.%'", [conditionCode])
  return points.find((point) => conditionsOf(point.code, JSON.parse(point.alarm) as PointAlarm).some(({ code }) => code === conditionCode)) ?? null
}
