import db from '@adonisjs/lucid/services/db'
import { engineLink } from '#modules/telemetry/engine_link'
import { outputsOf } from '#modules/telemetry/actions/release_outputs'
import type { AlarmRow } from '#modules/telemetry/rows'

/** Sends an invented reading to the engine; false when there is none. */
export function injectDrillReading(reading: { drillId: string; point: string; value: number; realOutputs: boolean }): boolean {
  engineLink.host?.drill({ type: 'drill', ...reading })
  return engineLink.host !== null
}

/** No more of them. Outputs that the drill switched on go off, unless the plant itself needs them by now. */
export async function endDrillReadings(drillId: string): Promise<void> {
  engineLink.host?.drill({ type: 'drill_end' })
  const switched: { output_code: string }[] = await db.from('output_commands').where('cause', `drill:${drillId}`).distinct('output_code')
  if (switched.length === 0) return
  const standing: AlarmRow[] = await db.from('alarms').whereNot('state', 'normal')
  const needed = await outputsOf(standing)
  for (const { output_code: output } of switched) if (!needed.includes(output)) engineLink.command(output, false, `drill:${drillId}:over`)
}
