import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import { areaCodesWithin } from '#app/plant/index'
import { IN_FORCE } from '#modules/permits/lifecycle'
import type { PermitRow, PermitState } from '#modules/permits/rows'

/** What other rooms may know of a permit that is in force. */
export interface ActivePermit {
  id: string
  code: string
  type: 'hot_work'
  level: string
  areaCode: string
  state: PermitState
  startAt: Instant
  endAt: Instant
  guardianId: string | null
}

const activeOf = (permit: PermitRow): ActivePermit => ({
  id: permit.id,
  code: permit.code,
  type: permit.type,
  level: permit.level_code,
  areaCode: permit.area_code,
  state: permit.state,
  startAt: permit.start_at,
  endAt: permit.end_at,
  guardianId: permit.guardian_id,
})

/** Permits in force in the area and in what lies in it; without an area, in the whole plant. */
export async function activePermits(areaCode: string | null): Promise<ActivePermit[]> {
  const query = db.from('permits').whereIn('state', IN_FORCE).orderBy('start_at')
  if (areaCode) query.whereIn('area_code', await areaCodesWithin(areaCode))
  return ((await query) as PermitRow[]).map(activeOf)
}

/** Permits in force that name this person as worker, guardian or applicant. */
export async function permitsAt(accountId: string): Promise<ActivePermit[]> {
  const query = db
    .from('permits')
    .whereIn('state', IN_FORCE)
    .where((any) =>
      any
        .where('guardian_id', accountId)
        .orWhere('applicant_id', accountId)
        .orWhereIn('id', db.from('permit_workers').where('account_id', accountId).select('permit_id'))
    )
  return ((await query.orderBy('start_at')) as PermitRow[]).map(activeOf)
}

/** Whether a permit lets this person into the area now: as its worker or guardian, in its window. */
export async function permitAdmits(accountId: string, areaCode: string, at: Instant): Promise<boolean> {
  const permits = (await permitsAt(accountId)).filter(({ startAt, endAt }) => startAt <= at && at <= endAt)
  for (const permit of permits) {
    const within = await areaCodesWithin(permit.areaCode)
    if (within.includes(areaCode)) return true
  }
  return false
}
