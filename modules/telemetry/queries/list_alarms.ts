import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import type { AlarmRow } from '#modules/telemetry/rows'

export interface AlarmFilter {
  /** `standing`: all that is not over; `shelved`; or one state. */
  state: string
  areaCode?: string
  limit: number
  /** Alarms raised before this instant. */
  before?: number
}

/** What the operator looks at: unacknowledged first, then by priority, the newest first. */
export async function listAlarms({ state, areaCode, limit, before }: AlarmFilter): Promise<AlarmRow[]> {
  const query = db.from('alarms').limit(limit)
  const now = clock.now()
  if (state === 'standing')
    query
      .whereNot('state', 'normal')
      .where((shelf) => shelf.whereNull('shelved_until').orWhere('shelved_until', '<=', now))
      .orderByRaw("CASE WHEN state IN ('active_unacknowledged', 'cleared_unacknowledged') THEN 0 ELSE 1 END, priority")
  else if (state === 'shelved') query.whereNot('state', 'normal').where('shelved_until', '>', now)
  else if (state !== 'all') query.where('state', state)
  if (areaCode) query.where('area_code', areaCode)
  if (before) query.where('raised_at', '<', before)
  return query.orderBy('raised_at', 'desc')
}

/** Alarms that are not over, in an area or anywhere; shelved ones too, since the danger is not shelved. */
export async function standingAlarms(areaCode?: string): Promise<AlarmRow[]> {
  const query = db.from('alarms').whereNot('state', 'normal').orderBy('priority').orderBy('raised_at')
  if (areaCode) query.where('area_code', areaCode)
  return query
}
