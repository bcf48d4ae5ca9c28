import { defineEvent } from '#app/kernel/events'

export type Grade = 'red' | 'orange' | 'yellow' | 'blue'

/** The area's current grade, not the assessed one of its risk points. */
export const AreaLevelChanged = defineEvent<{ areaCode: string; from: Grade; to: Grade; cause: string; at: number }>(
  'risks.area_level_changed'
)
type IncidentFact = { incidentId: string; code: string; areaCode: string; planCode: string; at: number }
export const IncidentStarted = defineEvent<IncidentFact & { alarmId: string | null }>('risks.incident_started')
export const IncidentEnded = defineEvent<IncidentFact>('risks.incident_ended')
