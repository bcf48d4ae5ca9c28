import { recordAudit } from '#app/audit/index'
import { reauthenticate } from '#app/identity/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact, type Tx } from '#app/kernel/transaction'
import { STEPS, type StepContext } from '#modules/permits/actions/steps'
import { move, needsSignature, signFor } from '#modules/permits/actions/move'
import { type Caller, systemCaller } from '#modules/permits/caller'
import type { CommandInput, PermitCommand } from '#modules/permits/facts'
import { nextApproval } from '#modules/permits/permit_file'
import { permitLifecycle } from '#modules/permits/lifecycle'
import { gatherFacts } from '#modules/permits/queries/gather_facts'
import { loadFile } from '#modules/permits/queries/load_file'
import type { PermitState } from '#modules/permits/rows'

export interface CommandRequest {
  permitId: string
  command: PermitCommand
  caller: Caller
  input?: CommandInput & { pin?: string | null }
  /** Why the work is stopped, where not a person but an event does it. */
  cause?: { reason: Reason; alarmId: string | null; guardianLeft?: boolean }
}

/**
 * The one way by which a permit changes its state: facts, lifecycle table, then rows, signature, entry, audit and event
 * in one transaction. A refusal gives every reason and leaves its own entry in the audit.
 */
export async function performCommand(request: CommandRequest): Promise<Result<PermitState, Reason[]>> {
  const pin = await reasonsAgainstPin(request)
  return transact((tx) => decideAndMove(tx, request, pin))
}

async function decideAndMove(tx: Tx, request: CommandRequest, pin: Reason[]): Promise<Result<PermitState, Reason[]>> {
  const { command, caller } = request
  const prepared = await loadFile(request.permitId, tx.db)
  if (!prepared) return err([reason('permits.no_such_permit')])
  const file = command === 'submit' ? await STEPS.prepareSubmit(tx, prepared) : prepared
  const input = caller.system ? { comment: request.cause?.reason.code ?? 'system', ...request.input } : onlyOf(command, request.input ?? {})
  const facts = await gatherFacts({ file, caller, now: tx.now, input, pin }, tx.db)
  const decision = permitLifecycle.decide(file.permit.state, command, facts)
  if (!decision.ok) {
    if (!caller.system) await recordRefusal(tx, request, decision.error)
    return decision
  }
  const context: StepContext = { tx, file, facts, caller, input, cause: request.cause ?? null, signatureId: await signFor(tx, file, command, caller) }
  const step = await STEPS[command](context)
  await move(tx, file, { command, to: decision.value, caller, signatureId: context.signatureId }, step)
  await STEPS.tell(context, command)
  return command === 'approve' ? issueWhenComplete(tx, request) : decision
}

/** Another guardian is named with the one command that is about it; everywhere else the permit's own counts. */
const onlyOf = (command: PermitCommand, input: CommandInput): CommandInput =>
  command === 'assign_guardian' ? input : { ...input, guardianId: null }

/** The last approval issues the permit, by itself and in the same transaction. */
async function issueWhenComplete(tx: Tx, { permitId }: CommandRequest): Promise<Result<PermitState, Reason[]>> {

  const file = (await loadFile(permitId, tx.db))!
  if (nextApproval(file) !== null) return ok(file.permit.state)
  return decideAndMove(tx, { permitId, command: 'issue', caller: systemCaller }, [])
}

async function reasonsAgainstPin({ command, caller, input }: CommandRequest): Promise<Reason[]> {
  if (!needsSignature(command) || caller.system) return []
  if (!caller.person || !input?.pin) return [reason('permits.pin_needed')]
  const proven = await reauthenticate(caller.person.id, input.pin)
  return proven.ok ? [] : proven.error
}

/** What was tried and refused is part of the record: a block that nobody sees is worth half. */
async function recordRefusal(tx: Tx, { permitId, command, caller }: CommandRequest, reasons: Reason[]): Promise<void> {
  await recordAudit(tx, {
    by: caller.actor,
    action: 'permits.command_refused',
    subject: { type: 'permit', id: permitId },
    details: { command, reasons },
  })
}
