import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import type { AlarmRow } from '#modules/telemetry/rows'

/** `standing`: all that is not over and not shelved; `unacknowledged`: those nobody has seen; or one state. */
export const ALARM_FILTERS = [
  'standing',
  'unacknowledged',
  'shelved',
  'all',
  'active_unacknowledged',
  'active_acknowledged',
  'cleared_unacknowledged',
  'latched',
  'normal',
] as const

export interface AlarmFilter {
  state: (typeof ALARM_FILTERS)[number]
  areaCode?: string
  /** Those that a flood has folded, of these areas; null: of none. */
  foldedIn?: (string | null)[]
  limit: number
  /** Alarms after this one: older than it. */
  after?: string
}

const UNSEEN = ['active_unacknowledged', 'cleared_unacknowledged']

/** One page, newest first. */
export async function pageAlarms({ state, areaCode, foldedIn, after, limit }: AlarmFilter): Promise<AlarmRow[]> {
  const query = db.from('alarms').orderBy('id', 'desc').limit(limit)
  if (state === 'standing') notShelved(query.whereNot('state', 'normal'))
  else if (state === 'unacknowledged') query.whereIn('state', UNSEEN)
  else if (state === 'shelved') query.whereNot('state', 'normal').where('shelved_until', '>', clock.now())
  else if (state !== 'all') query.where('state', state)
  if (areaCode) query.where('area_code', areaCode)
  if (foldedIn) inAreas(query.whereNotNull('flood_id'), foldedIn)
  if (after) query.where('id', '<', after)
  return query
}

/** What the operator looks at: unacknowledged first, then by priority, the newest first. `folded: false` leaves out what came in floods. */
export async function operatorList(limit: number, { folded }: { folded: boolean }): Promise<AlarmRow[]> {
  const query = notShelved(db.from('alarms').whereNot('state', 'normal'))
  if (!folded) query.whereNull('flood_id')
  return query
    .orderByRaw("CASE WHEN state IN ('active_unacknowledged', 'cleared_unacknowledged') THEN 0 ELSE 1 END, priority")
    .orderBy('raised_at', 'desc')
    .limit(limit)
}

export const notShelved = (query: ReturnType<typeof db.from>) =>
  query.where((shelf) => shelf.whereNull('shelved_until').orWhere('shelved_until', '<=', clock.now()))

export function inAreas<Query extends ReturnType<typeof db.from>>(query: Query, codes: readonly (string | null)[]): Query {
  const named = codes.filter((code) => code !== null)
  return query.where((areas) => {
    void areas.whereIn('area_code', named)
    if (named.length < codes.length) void areas.orWhereNull('area_code')
  }) as Query
}

export const findAlarm = (id: string): Promise<AlarmRow | null> => db.from('alarms').where('id', id).first()

/** Alarms that are not over, in an area or anywhere; shelved ones too, since the danger is not shelved. */
export async function standingAlarms(areaCode?: string): Promise<AlarmRow[]> {
  const query = db.from('alarms').whereNot('state', 'normal').orderBy('priority').orderBy('raised_at')
  if (areaCode) query.where('area_code', areaCode)
  return query
}
