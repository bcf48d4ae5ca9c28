import { defineEvent } from '#app/kernel/events'

type PermitFact = { permitId: string; code: string; areaCode: string; at: number }

export const PermitSubmitted = defineEvent<PermitFact>('permits.permit_submitted')
export const GuardianAccepted = defineEvent<PermitFact & { guardianId: string }>('permits.guardian_accepted')
export const PermitIssued = defineEvent<PermitFact>('permits.permit_issued')
export const PermitRejected = defineEvent<PermitFact & { comment: string }>('permits.permit_rejected')
export const PermitStarted = defineEvent<PermitFact>('permits.permit_started')
/** `cause` is a reason code; work must stop at once. */
export const PermitSuspended = defineEvent<PermitFact & { cause: string; alarmId: string | null }>(
  'permits.permit_suspended'
)
export const PermitResumed = defineEvent<PermitFact>('permits.permit_resumed')
export const PermitFinished = defineEvent<PermitFact>('permits.permit_finished')
export const PermitClosed = defineEvent<PermitFact>('permits.permit_closed')
