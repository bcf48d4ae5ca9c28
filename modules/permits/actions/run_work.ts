import { reason } from '#app/kernel/reason'
import type { Step } from '#modules/permits/actions/move'
import type { StepContext } from '#modules/permits/actions/step_context'
import { noteQualified } from '#modules/permits/actions/submit_permit'
import { PermitResumed, PermitStarted, PermitSuspended } from '#modules/permits/events'
import { gasVerdict } from '#modules/permits/gas'

/** Work begins: by the server's clock, on the newest gas test, signed by the guardian at the place. */
export async function start(context: StepContext): Promise<Step> {
  const { tx, file, facts, input } = context
  await noteQualified(tx, file)
  return {
    fields: {
      started_at: tx.now,
      work_since: tx.now,
      work_gas_test_id: restsOn(context, null),
      place_proof: facts.placeProof,
      guardian_left_at: null,
    },
    signatureField: 'work_signature_id',
    details: { checks: input.checks, place: facts.placeProof },
    event: { type: PermitStarted },
  }
}

/** By an alarm, an old gas test, a silent detector, a guardian who left, or a person who saw danger. */
export async function suspend({ tx, caller, input, cause }: StepContext): Promise<Step> {
  const why = cause?.reason ?? reason('permits.stopped_by_hand', { name: caller.actor.name, comment: input.comment!.trim() })
  return {
    fields: {
      suspended_at: tx.now,
      suspend_cause: JSON.stringify(why),
      suspend_alarm_id: cause?.alarmId ?? null,
      ...(cause?.guardianLeft ? { guardian_left_at: tx.now } : {}),
    },
    event: { type: PermitSuspended, more: { cause: why.code, alarmId: cause?.alarmId ?? null } },
  }
}

export async function resume(context: StepContext): Promise<Step> {
  const { tx, file, input } = context
  await noteQualified(tx, file)
  return {
    fields: {
      work_since: tx.now,
      work_gas_test_id: restsOn(context, file.permit.suspended_at),
      guardian_left_at: null,
      suspended_at: null,
      suspend_cause: null,
      suspend_alarm_id: null,
    },
    signatureField: 'work_signature_id',
    details: { checks: input.checks },
    event: { type: PermitResumed },
  }
}

function restsOn({ file, facts, tx }: StepContext, since: number | null): string {
  const verdict = gasVerdict(file.level, file.gasTests, { now: tx.now, validMin: facts.limits.gasTestValidMin, since })
  return verdict.restsOn!.id
}
