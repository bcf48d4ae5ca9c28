import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { engineLink } from '#modules/telemetry/engine_link'

/** A person switches an output by hand; why is on record, whether it obeyed comes back as its read-back. */
export function commandOutput(input: { output: string; value: boolean; why: string; by: Actor }): Promise<Result<{ output: string }, Reason[]>> {
  return transact(async (tx) => {
    const row = await tx.db.from('outputs').where('code', input.output).where('active', true).first()
    if (!row) return err([reason('telemetry.no_such_output')])
    if (!engineLink.host) return err([reason('telemetry.engine_silent')])
    await recordAudit(tx, {
      by: input.by,
      action: 'telemetry.output_requested',
      subject: { type: 'output', id: input.output },
      details: { value: input.value, why: input.why },
    })
    engineLink.command(input.output, input.value, `${input.by.name}: ${input.why}`)
    return ok({ output: input.output })
  })
}
