import { defineEvent } from '#app/kernel/events'

/** A stop command for the MES has come a step further: confirmed, sent, acknowledged, or nobody knows. */
export const StopMoved = defineEvent<{
  stopId: string
  code: string
  equipmentCode: string
  areaCode: string
  incidentId: string | null
  state: string
  test: boolean
  at: number
}>('integrations.stop_moved')
