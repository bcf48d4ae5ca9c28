import type { Step } from '#modules/permits/actions/move'
import type { StepContext } from '#modules/permits/actions/step_context'
import { PermitClosed, PermitFinished } from '#modules/permits/events'

export async function finish({ tx, input }: StepContext): Promise<Step> {
  return { fields: { finished_at: tx.now }, details: { checks: input.checks }, event: { type: PermitFinished } }
}

/** The site was watched and is taken back. */
export async function close({ tx, input }: StepContext): Promise<Step> {
  return {
    fields: { closed_at: tx.now },
    details: { checks: input.checks, comment: input.comment ?? null },
    event: { type: PermitClosed },
  }
}

export async function withdraw({ input }: StepContext): Promise<Step> {
  return { fields: { end_comment: input.comment ?? null }, details: { comment: input.comment ?? null } }
}

export async function cancel({ input }: StepContext): Promise<Step> {
  const comment = input.comment!.trim()
  return { fields: { end_comment: comment }, details: { comment } }
}

/** The time alone did it. Where work had begun, the site still has to be finished and watched. */
export async function expire(): Promise<Step> {
  return {}
}
