import { recordAudit, systemActor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { clearSystemAlarm, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import type { Transition } from '#modules/telemetry/engine/port'
import { OutputConfirmed, OutputFailed } from '#modules/telemetry/events'
import type { OutputRow } from '#modules/telemetry/rows'

type OutputTransition = Extract<Transition, { kind: 'output_commanded' | 'output_confirmed' | 'output_failed' }>

/** What became of a command: on record, and the highest alarm when the device did not do it (F27). */
export async function applyOutputResult(tx: Tx, transition: OutputTransition): Promise<void> {
  const { output, commandId, value, at, kind } = transition
  const row: OutputRow | null = await tx.db.from('outputs').where('code', output).first()
  if (kind === 'output_commanded')
    await tx.db
      .knexQuery()
      .insert({ id: commandId, output_code: output, value, cause: transition.cause, commanded_at: at })
      .into('output_commands')
      .onConflict('id')
      .ignore()
  else {
    const result = { output, areaCode: row?.area_code ?? '', commandId, value, at }
    const confirmed = kind === 'output_confirmed'
    await tx.db.from('output_commands').where('id', commandId).update(confirmed ? { confirmed_at: at } : { failed_at: at })
    await tx.emit(confirmed ? OutputConfirmed : OutputFailed, result)
    const about = { kind: 'output_failed' as const, about: output }
    if (confirmed) await clearSystemAlarm(tx, about)
    else await raiseSystemAlarm(tx, { ...about, priority: 1, areaCode: row?.area_code, name: row?.name, nameEn: row?.name_en })
  }
  await recordAudit(tx, {
    by: systemActor('telemetry'),
    action: `telemetry.${kind}`,
    subject: { type: 'output', id: output },
    details: { commandId, value, ...('cause' in transition ? { cause: transition.cause } : {}) },
  })
}
