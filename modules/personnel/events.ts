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
/** The area asks for more than usual, but is not closed: only those authorised for it go on in. */
export const AreaRestricted = defineEvent<{ areaCode: string; causeType: string; causeId: string; at: number }>(
  'personnel.area_restricted'
)
export const MusterEnded = defineEvent<{ musterId: string; areaCode: string; missing: number; at: number }>(
  'personnel.muster_ended'
)
/** Somebody has answered the call of a count: at the assembly point, on the phone, at a gate. */
export const MusterReplied = defineEvent<{ musterId: string; areaCode: string; accountId: string; reply: 'arrived' | 'cannot_come'; at: number }>(
  'personnel.muster_replied'
)
/** What decides about entry has changed: `people`, `reference`, `places`, or account ids. */
export const RecordsChanged = defineEvent<{ subjects: string[]; at: number }>('personnel.records_changed')
/** Doors of an area are to be locked or released for those outside; the way out stays open by the door's own means. */
export const DoorsCommanded = defineEvent<{ outputs: string[]; areaCode: string; locked: boolean; cause: string; at: number }>(
  'personnel.doors_commanded'
)

type EquipmentFact = { authorizationId: string; equipmentCode: string; areaCode: string; accountId: string; at: number }
export const EquipmentAuthorized = defineEvent<EquipmentFact & { until: number }>('personnel.equipment_authorized')
export const EquipmentReleased = defineEvent<EquipmentFact & { cause: string }>('personnel.equipment_released')
/** The contact in a start circuit. It permits a start; a machine that runs is not stopped by it. */
export const PermissiveCommanded = defineEvent<{ output: string; equipmentCode: string; value: boolean; cause: string; at: number }>(
  'personnel.permissive_commanded'
)

type StayFact = { presenceId: string; accountId: string; areaCode: string; at: number }
/** The permitted time in gas is used up and the person is still inside. */
export const StayOverdue = defineEvent<StayFact>('personnel.stay_overdue')
/** Nobody has heard of somebody inside a gas area for longer than agreed. */
export const CheckInMissed = defineEvent<StayFact>('personnel.check_in_missed')
/** The person has given a sign of life, or has left. */
export const StaySettled = defineEvent<StayFact & { left: boolean }>('personnel.stay_settled')
