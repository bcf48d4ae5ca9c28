import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import { calibrationTolerance } from '#modules/telemetry/alarm_settings'
import type { CheckKind, TestGas } from '#modules/telemetry/checks'

export interface CheckInput {
  point: string
  kind: CheckKind
  passed: boolean
  /** Null: now. */
  at: number | null
  gas: TestGas | null
  /** Of the test gas, and what the detector said, in the unit of its point. */
  concentration: number | null
  before: number | null
  after: number | null
  note: string | null
  by: Actor
}

/** A person has calibrated a detector or shown it its gas. Only one that passed counts for the next date. */
export async function recordCheck({ point, by, ...input }: CheckInput): Promise<Result<{ id: string }, Reason[]>> {
  return transact(async (tx) => {
    if (!(await tx.db.from('points').where('code', point).first())) return err([reason('telemetry.no_such_point', { code: point })])
    if (!by.id) return err([reason('telemetry.only_a_person')])
    if (input.at !== null && input.at > tx.now) return err([reason('telemetry.check_in_the_future')])
    const tooFar = await missesItsGas(tx, input)
    if (tooFar) return err([tooFar])
    const done = { ...input, at: input.at ?? tx.now }
    const id = newId()
    await tx.db.table('point_checks').insert({ id, point_code: point, ...done, by: by.id, by_name: by.name })
    await recordAudit(tx, { by, action: 'telemetry.point_checked', subject: { type: 'point', id: point }, details: done })
    return ok({ id })
  })
}

/** A detector that shows something else than what it is given is not calibrated, whoever says so. */
async function missesItsGas(tx: Tx, { kind, passed, concentration, after }: Omit<CheckInput, 'point' | 'by'>): Promise<Reason | null> {
  if (kind !== 'calibration' || !passed || !concentration || after === null) return null
  const percent = await settingValue(calibrationTolerance, tx.db)
  const off = (Math.abs(after - concentration) / concentration) * 100
  return off > percent ? reason('telemetry.calibration_off', { after, concentration, percent }) : null
}
