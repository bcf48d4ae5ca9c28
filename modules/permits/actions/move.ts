import { recordAudit } from '#app/audit/index'
import { signContent } from '#app/identity/index'
import type { EventType } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import type { Caller } from '#modules/permits/caller'
import type { PermitCommand } from '#modules/permits/facts'
import { signedContent, type PermitFile } from '#modules/permits/permit_file'
import type { PermitRow, PermitState } from '#modules/permits/rows'

type PermitFact = { permitId: string; code: string; areaCode: string; at: number }

/** What a command does beside changing the state. */
export interface Step {
  fields?: Partial<PermitRow>
  /** The id of the signature goes into this field. */
  signatureField?: 'guardian_signature_id' | 'work_signature_id'
  /** What the command was given, for the record: comment, checks, how the place was proved. */
  details?: Record<string, unknown>
  event?: { type: EventType<any>; more?: object }
}

const SIGNED: PermitCommand[] = ['accept', 'approve', 'start', 'resume', 'finish', 'close']

/** Signs, writes the entry, changes the state, leaves the audit and tells: all of it in the caller's transaction. */
export async function move(
  tx: Tx,
  file: PermitFile,
  { command, to, caller, signatureId }: { command: PermitCommand; to: PermitState; caller: Caller; signatureId: string | null },
  step: Step
): Promise<void> {
  const { permit } = file
  const seq = permit.transition_seq + 1
  const details = { ...step.details, ...(step.fields?.suspend_cause ? { cause: JSON.parse(step.fields.suspend_cause) } : {}) }
  await tx.db.table('permit_transitions').insert({
    permit_id: permit.id,
    seq,
    command,
    from_state: permit.state,
    to_state: to,
    at: tx.now,
    by_account: caller.person?.id ?? null,
    by_name: caller.actor.name,
    device: caller.actor.device,
    signature_id: signatureId,
    details: JSON.stringify(details),
  })
  const signature = step.signatureField ? { [step.signatureField]: signatureId } : {}
  const changed = await tx.db
    .from('permits')
    .where({ id: permit.id, state: permit.state, transition_seq: permit.transition_seq })
    .update({ ...step.fields, ...signature, state: to, transition_seq: seq })
  if (Number(changed) !== 1) throw new Error(`permit ${permit.code} was changed by somebody else`)

  await recordAudit(tx, {
    by: caller.actor,
    action: `permits.${command}`,
    subject: { type: 'permit', id: permit.id },
    details: { code: permit.code, from: permit.state, to, seq, signature_id: signatureId, ...details },
  })
  const fact: PermitFact = { permitId: permit.id, code: permit.code, areaCode: permit.area_code, at: tx.now }
  if (step.event) await tx.emit(step.event.type, { ...fact, ...step.event.more })
}

/** The signature a command asks for, over the content as it stands; null where it asks for none. */
export async function signFor(tx: Tx, file: PermitFile, command: PermitCommand, caller: Caller): Promise<string | null> {
  if (!SIGNED.includes(command) || !caller.person) return null
  const signature = await signContent(tx, {
    accountId: caller.person.id,
    deviceId: caller.device?.id ?? null,
    meaning: `permits.${command}`,
    subject: { type: 'permit', id: file.permit.id },
    content: signedContent(file),
  })
  return signature.id
}

export const needsSignature = (command: PermitCommand): boolean => SIGNED.includes(command)
