import db from '@adonisjs/lucid/services/db'
import i18nManager from '@adonisjs/i18n/services/main'
import type { BoardPermit, BoardSnapshot } from '#app/board/snapshot'
import type { AreaFacet } from '#app/board/tiles'
import { explain } from '#app/kernel/http/refuse'
import type { Reason } from '#app/kernel/reason'
import { areaWithParents, listAreas } from '#app/plant/index'
import { namesOf } from '#modules/permits/queries/gather_facts'
import { currentLevels } from '#modules/permits/queries/find_levels'
import { suspendCause, type PermitRow, type PermitState } from '#modules/permits/rows'

/** The board's words for the states it shows; what is drafted or over it does not. */
const BOARD_STATES: Partial<Record<PermitState, string>> = {
  submitted: 'submitted',
  awaiting_approval: 'approving',
  issued: 'issued',
  started: 'active',
  suspended: 'suspended',
  finished: 'finished',
}
const SHOWN = 200

/** Permits on their way and in force, for the overview. */
export async function permitsTile(): Promise<BoardSnapshot['permits']> {
  const rows: PermitRow[] = await db.from('permits').whereIn('state', Object.keys(BOARD_STATES)).orderBy('end_at').limit(SHOWN)
  if (rows.length === 0) return { active: 0, suspended: 0, items: [] }
  const areas = new Map((await listAreas()).map((area) => [area.code, area]))
  const levels = new Map((await currentLevels()).map((level) => [level.code, level]))
  const workers = await workersOf(rows)
  const items = await Promise.all(rows.map(async (row): Promise<BoardPermit> => {
    const area = areas.get(row.area_code)
    const level = levels.get(row.level_code)
    const applicant = await namesOf(row.applicant_id)
    const guardian = row.guardian_id ? await namesOf(row.guardian_id) : null
    const cause = row.state === 'suspended' ? suspendCause(row) : null
    return {
      id: row.id,
      code: row.code,
      type: row.type,
      level: row.level_code,
      levelName: level?.name ?? row.level_code,
      levelNameEn: level?.name_en ?? row.level_code,
      areaCode: row.area_code,
      areaName: area?.name ?? row.area_code,
      areaNameEn: area?.nameEn ?? row.area_code,
      state: BOARD_STATES[row.state]!,
      applicant: applicant.name,
      applicantEn: applicant.name_en,
      guardian: guardian?.name ?? null,
      guardianEn: guardian?.name_en ?? null,
      startAt: row.start_at,
      endAt: row.end_at,
      workers: workers.get(row.id) ?? 0,
      suspendedReason: cause && sentence(cause, 'zh-CN'),
      suspendedReasonEn: cause && sentence(cause, 'en'),
    }
  }))
  const count = (state: PermitState) => rows.filter((row) => row.state === state).length
  return { active: count('started'), suspended: count('suspended'), items }
}

async function workersOf(rows: PermitRow[]): Promise<Map<string, number>> {
  const ids = rows.map(({ id }) => id)
  const counted = await db.from('permit_workers').whereIn('permit_id', ids).groupBy('permit_id').select('permit_id').count('* as n')
  return new Map(counted.map(({ permit_id, n }) => [permit_id, Number(n)]))
}

const sentence = (why: Reason, locale: 'zh-CN' | 'en'): string => explain(i18nManager.locale(locale), why).message

/** How many permits are in force in each area, and so in its workshop and the site. */
export async function permitFacet(): Promise<AreaFacet> {
  const rows = await db.from('permits').whereIn('state', ['issued', 'started', 'suspended']).groupBy('area_code').select('area_code').count('* as n')
  const counts = new Map<string, number>()
  for (const { area_code, n } of rows)
    for (const { code } of await areaWithParents(area_code)) counts.set(code, (counts.get(code) ?? 0) + Number(n))
  return new Map([...counts].map(([code, permits]) => [code, { permits }]))
}
