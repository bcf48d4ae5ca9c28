import db from '@adonisjs/lucid/services/db'
import { areaCodesWithin, listAreas } from '#app/plant/index'
import type { Grade } from '#modules/risks/events'
import { GRADES, worst } from '#modules/risks/grading'
import { assessedGrades } from '#modules/risks/queries/area_grades'

interface CauseRow {
  area_code: string
  grade: Grade
  cause_type: string
  cause_id: string
  since: number
  until: number | null
}

/** Tables and columns that say what a cause is, and who brought it about. */
const ABOUT: Record<string, { table: string; what: string; who: string | null; until: string | null }> = {
  alarm: { table: 'alarms', what: 'name', who: null, until: null },
  permit: { table: 'permits', what: 'code', who: null, until: 'end_at' },
  hazard: { table: 'hazards', what: 'code', who: null, until: null },
  change: { table: 'process_changes', what: 'reason', who: 'by_name', until: 'until' },
}

/** Areas with assessed and current grade and why they differ; those that differ come first. */
export async function listLevels() {
  const assessed = await assessedGrades()
  const causes: CauseRow[] = await db.from('area_level_causes').whereNull('until').orderBy('since')
  const areas = (await listAreas()).filter(({ kind }) => kind === 'area')
  const rows = await Promise.all(
    areas.map(async ({ code, name, nameEn }) => {
      const own = causes.filter(({ area_code }) => area_code === code)
      const before = assessed.get(code) ?? null
      const current = worst([...(before ? [before] : []), ...own.map(({ grade }) => grade)])
      return { area: { code, name, name_en: nameEn }, assessed: before, current, causes: await Promise.all(own.map(described)) }
    })
  )
  const gravity = (grade: Grade | null) => (grade ? GRADES.indexOf(grade) : GRADES.length)
  return rows.sort((a, b) => Number(b.causes.length > 0) - Number(a.causes.length > 0) || gravity(a.current) - gravity(b.current))
}

/** Who, what, when, why: every cause that lifted the level, the newest first. */
export async function levelHistory(areaCode: string | null, limit: number) {
  const query = db.from('area_level_causes').orderBy('since', 'desc').limit(limit)
  if (areaCode) query.whereIn('area_code', await areaCodesWithin(areaCode))
  const rows: CauseRow[] = await query
  return Promise.all(rows.map(async (row) => ({ area_code: row.area_code, ...(await described(row)), until: row.until === null ? null : Number(row.until) })))
}

async function described({ cause_type: type, cause_id, grade, since }: CauseRow) {
  const id = cause_id.replace(/@\d+$/, '')
  const about = ABOUT[type]
  const row = about ? await db.from(about.table).where('id', id).first() : null
  const ends = about?.until && row ? Number(row[about.until]) : null
  return { type, id, grade, since: Number(since), what: row ? String(row[about!.what]) : id, what_en: row?.name_en ?? null, who: about?.who && row ? String(row[about.who]) : null, ends_at: ends }
}
