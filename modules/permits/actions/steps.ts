import type { PermitCommand } from '#modules/permits/facts'
import { acceptGuard, assignGuardian, declineGuard } from '#modules/permits/actions/answer_guard'
import { approve, issue, reject } from '#modules/permits/actions/decide_approval'
import { cancel, close, expire, finish, withdraw } from '#modules/permits/actions/end_permit'
import type { Step } from '#modules/permits/actions/move'
import { resume, start, suspend } from '#modules/permits/actions/run_work'
import type { StepContext } from '#modules/permits/actions/step_context'
import { prepareSubmit, submit } from '#modules/permits/actions/submit_permit'
import { tell } from '#modules/permits/actions/tell'

export type { StepContext } from '#modules/permits/actions/step_context'

const commands: Record<PermitCommand, (context: StepContext) => Promise<Step>> = {
  submit,
  assign_guardian: assignGuardian,
  accept: acceptGuard,
  decline: declineGuard,
  approve,
  issue,
  reject,
  withdraw,
  cancel,
  start,
  suspend,
  resume,
  finish,
  close,
  expire,
}

/** What each command does beside changing the state. */
export const STEPS = { ...commands, prepareSubmit, tell }
