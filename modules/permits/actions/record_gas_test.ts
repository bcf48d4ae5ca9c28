import { DateTime } from 'luxon'
import { recordAudit } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import { plantTimeZone } from '#app/plant/index'
import { isQualified } from '#modules/personnel/index'
import { performCommand } from '#modules/permits/actions/perform_command'
import { type Caller, systemCaller } from '#modules/permits/caller'
import { gasFaults } from '#modules/permits/gas'
import type { PermitFile } from '#modules/permits/permit_file'
import { loadFile } from '#modules/permits/queries/load_file'
import type { GasReading, PermitState, SamplePosition } from '#modules/permits/rows'
import { instrumentCalibrated } from '#modules/permits/settings'

export interface GasTestInput {
  position: SamplePosition
  readings: GasReading[]
  instrument: string
  /** Plant day `YYYY-MM-DD`. */
  calibratedOn: string
}

const TESTABLE: PermitState[] = ['awaiting_approval', 'issued', 'started', 'suspended']
const DAY_MS = 86_400_000

/**
 * Writes down one test, good or bad, at the server's instant: nobody enters a time. A bad one stops the work that is
 * going on, in the same transaction.
 */
export async function recordGasTest(permitId: string, input: GasTestInput, caller: Caller): Promise<Result<string, Reason[]>> {
  return transact(async (tx) => {
    const file = await loadFile(permitId, tx.db)
    if (!file) return err([reason('permits.no_such_permit')])
    const reasons = await againstTesting(tx, file, input, caller)
    if (reasons.length > 0) return err(reasons)

    const faults = gasFaults(file.level, input.readings)
    const row = {
      id: newId(),
      permit_id: permitId,
      position: input.position,
      readings: JSON.stringify(input.readings),
      within_limits: faults.length === 0,
      instrument: input.instrument.trim(),
      calibrated_on: input.calibratedOn,
      tester_id: caller.person!.id,
      tested_at: tx.now,
    }
    await tx.db.table('permit_gas_tests').insert(row)
    const subject = { type: 'permit', id: permitId }
    await recordAudit(tx, { by: caller.actor, action: 'permits.gas_tested', subject, details: { ...row, readings: input.readings } })
    if (faults.length > 0 && file.permit.state === 'started')
      await performCommand({ permitId, command: 'suspend', caller: systemCaller, cause: { reason: faults[0]!, alarmId: null } })
    return ok(row.id)
  })
}

async function againstTesting(tx: Tx, { permit, level, workers }: PermitFile, input: GasTestInput, { person }: Caller): Promise<Reason[]> {
  if (!person) return [reason('permits.not_involved')]
  const reasons: Reason[] = []
  if (!TESTABLE.includes(permit.state)) reasons.push(reason('permits.no_gas_test_now', { state: permit.state }))
  if (workers.some(({ account_id }) => account_id === person.id)) reasons.push(reason('permits.tester_is_worker'))
  const needs = { certificateTypes: level.tester.certificates, courses: level.tester.courses }
  reasons.push(...(await isQualified(person.id, needs, tx.now, tx.now)))

  const calibrated = DateTime.fromISO(input.calibratedOn, { zone: plantTimeZone() })
  const limit = await settingValue(instrumentCalibrated, tx.db)
  const days = Math.floor((tx.now - calibrated.toMillis()) / DAY_MS)
  if (!calibrated.isValid || calibrated.toMillis() > tx.now) reasons.push(reason('permits.calibration_day_wrong'))
  else if (days > limit) reasons.push(reason('permits.calibration_over', { instrument: input.instrument, days, limit }))
  return reasons
}
