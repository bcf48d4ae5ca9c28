import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import { areaCodesWithin } from '#app/plant/index'
import { currentLevels } from '#modules/permits/queries/find_levels'

/** Permits of the two highest ranks whose work was going on in the period. */
export async function highRiskPermits(from: Instant, to: Instant, areaCode: string | null): Promise<number> {
  const codes = (await currentLevels()).filter(({ rank }) => rank >= 2).map(({ code }) => code)
  return startedIn(codes, from, to, areaCode)
}

/** The same for one level. */
export const permitsOfLevel =
  (code: string) =>
  (from: Instant, to: Instant, areaCode: string | null): Promise<number> =>
    startedIn([code], from, to, areaCode)

async function startedIn(levels: string[], from: Instant, to: Instant, areaCode: string | null): Promise<number> {
  const query = db
    .from('permits')
    .whereIn('level_code', levels)
    .where('started_at', '<', to)
    .where((end) => end.whereNull('finished_at').orWhere('finished_at', '>=', from))
    .whereNotIn('state', ['cancelled'])
  if (areaCode) query.whereIn('area_code', await areaCodesWithin(areaCode))
  return Number((await query.count('* as n').first())?.n ?? 0)
}

/** Per cent of the opinions of the period that were given within their time; those that are overdue count as late. */
export async function onTimeApprovals(from: Instant, to: Instant, areaCode: string | null): Promise<number | null> {
  const query = db
    .from('permit_approvals')
    .join('permits', 'permits.id', 'permit_approvals.permit_id')
    .whereBetween('due_at', [from, to])
    .where((done) => done.whereNotNull('decided_at').orWhereIn('permits.state', ['awaiting_approval', 'expired']))
  if (areaCode) query.whereIn('permits.area_code', await areaCodesWithin(areaCode))
  const row = await query.select(db.raw('COUNT(*) AS given, SUM(CASE WHEN decided_at <= due_at THEN 1 ELSE 0 END) AS timely')).first()
  return Number(row?.given ?? 0) === 0 ? null : (100 * Number(row.timely)) / Number(row.given)
}
