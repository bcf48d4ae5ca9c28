import { defineEvent } from '#app/kernel/events'
import type { Reason } from '#app/kernel/reason'

type Passage = { accountId: string; areaCode: string; gateCode: string; at: number }
export const PersonEntered = defineEvent<Passage>('personnel.person_entered')
export const PersonLeft = defineEvent<Passage>('personnel.person_left')

/** `accountId` is null for a badge that nobody holds. */
export const AccessDenied = defineEvent<{
  accountId: string | null
  areaCode: string
  gateCode: string
  reasons: Reason[]
  at: number
}>('personnel.access_denied')

export const AreaClosed = defineEvent<{ areaCode: string; causeType: string; causeId: string; at: number }>(
  'personnel.area_closed'
)
export const AreaReopened = defineEvent<{ areaCode: string; at: number }>('personnel.area_reopened')
export const MusterStarted = defineEvent<{ musterId: string; areaCode: string; at: number }>('personnel.muster_started')
