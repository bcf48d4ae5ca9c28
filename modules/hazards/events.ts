import { defineEvent } from '#app/kernel/events'

type HazardFact = { hazardId: string; code: string; areaCode: string; typeCode: string; level: string; at: number }

export const HazardReported = defineEvent<HazardFact>('hazards.hazard_reported')
export const HazardDispatched = defineEvent<HazardFact & { assigneeId: string }>('hazards.hazard_dispatched')
export const HazardRectified = defineEvent<HazardFact>('hazards.hazard_rectified')
export const HazardReturned = defineEvent<HazardFact & { round: number }>('hazards.hazard_returned')
export const HazardVerified = defineEvent<HazardFact>('hazards.hazard_verified')
export const HazardClosed = defineEvent<HazardFact>('hazards.hazard_closed')
