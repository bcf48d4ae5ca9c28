import { defineEvent } from '#app/kernel/events'

export const DrillStarted = defineEvent<{ drillId: string; areaCode: string; until: number; at: number }>('drills.started')
export const DrillEnded = defineEvent<{ drillId: string; areaCode: string; cause: 'by_person' | 'by_time' | 'overruled'; at: number }>('drills.ended')
