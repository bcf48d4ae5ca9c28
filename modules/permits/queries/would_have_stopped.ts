import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import type { Consequence, Firing } from '#app/rules/registry'
import { overlappingAreas } from '#modules/permits/queries/find_blocks'
import { stoppingAlarms } from '#modules/permits/settings'

/** Permits that an alarm of a rule would have suspended: those being worked on in and around its area at that instant, by their transitions. */
export async function wouldHaveStopped(action: string, parameters: Record<string, any>, { areaCode, at, fields }: Firing): Promise<Consequence[]> {
  if (action !== 'alarm' || !areaCode) return []
  const stops = await settingValue(stoppingAlarms)
  if (!stops.some((one) => one.alarm_class === fields.alarmClass && parameters.priority <= one.priority)) return []
  const rows = await db
    .from('permit_transitions')
    .join('permits', 'permits.id', 'permit_transitions.permit_id')
    .whereIn('permits.area_code', await overlappingAreas(areaCode))
    .where('permit_transitions.at', '<=', at)
    .orderBy(['permit_transitions.permit_id', 'permit_transitions.seq'])
    .select('permits.id', 'permits.code', 'permit_transitions.to_state')
  const last = new Map(rows.map((row) => [row.id as string, row]))
  return [...last.values()].filter(({ to_state: state }) => state === 'started').map(({ id, code }) => ({ kind: 'suspended' as const, label: code, link: `/permits/${id}` }))
}
