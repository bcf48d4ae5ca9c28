import { defineEvent } from '#app/kernel/events'

type HazardFact = {
  hazardId: string
  code: string
  class: string
  areaCode: string
  equipmentCode: string | null
  typeCode: string
  level: string
  at: number
}

export const HazardReported = defineEvent<HazardFact & { ruleCode?: string }>('hazards.hazard_reported')
export const HazardDispatched = defineEvent<HazardFact & { assigneeId: string }>('hazards.hazard_dispatched')
export const HazardRectified = defineEvent<HazardFact>('hazards.hazard_rectified')
export const HazardReturned = defineEvent<HazardFact & { round: number }>('hazards.hazard_returned')
export const HazardVerified = defineEvent<HazardFact>('hazards.hazard_verified')
/** Cancelled, or another one's double: it counts no longer. */
export const HazardWithdrawn = defineEvent<HazardFact & { as: 'cancelled' | 'duplicate' }>('hazards.hazard_withdrawn')
export const HazardClosed = defineEvent<HazardFact>('hazards.hazard_closed')
