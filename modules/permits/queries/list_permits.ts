import db from '@adonisjs/lucid/services/db'
import { areaCodesWithin } from '#app/plant/index'
import { IN_FORCE } from '#modules/permits/lifecycle'
import type { PermitRow, PermitState } from '#modules/permits/rows'

export interface PermitFilter {
  /** One state, or `in_force`, `open` (not yet over), `all`. */
  state: PermitState | 'in_force' | 'open' | 'all'
  area?: string
  level?: string
  /** Only permits in which this account has a part. */
  involving?: string
  /** Only what comes after this id: ids grow with time, the newest come first. */
  before?: string
  limit: number
}

const OVER: PermitState[] = ['closed', 'rejected', 'withdrawn', 'cancelled', 'expired']

export async function listPermits({ state, area, level, involving, before, limit }: PermitFilter): Promise<PermitRow[]> {
  const query = db.from('permits').orderBy('id', 'desc').limit(limit)
  if (state === 'in_force') query.whereIn('state', IN_FORCE)
  else if (state === 'open') query.whereNotIn('state', OVER)
  else if (state !== 'all') query.where('state', state)
  if (area) query.whereIn('area_code', await areaCodesWithin(area))
  if (level) query.where('level_code', level)
  if (before) query.where('id', '<', before)
  if (involving)
    query.where((any) =>
      any
        .where('applicant_id', involving)
        .orWhere('guardian_id', involving)
        .orWhereIn('id', db.from('permit_workers').where('account_id', involving).select('permit_id'))
        .orWhereIn('id', db.from('permit_approvals').where('account_id', involving).select('permit_id'))
    )
  return query
}
