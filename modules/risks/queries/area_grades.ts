import db from '@adonisjs/lucid/services/db'
import type { AreaFacet } from '#app/board/tiles'
import type { Tx } from '#app/kernel/transaction'
import { areaWithParents } from '#app/plant/index'
import type { Grade } from '#modules/risks/events'
import { worst } from '#modules/risks/grading'

type Client = Pick<Tx['db'], 'from'>

/** The assessed grade of each area that has published risk points: the worst of them. */
export async function assessedGrades(client: Client = db): Promise<Map<string, Grade>> {
  const rows: { area_code: string; grade: Grade }[] = await client.from('risk_points').where('status', 'published').select('area_code', 'grade')
  const byArea = Map.groupBy(rows, (row) => row.area_code)
  return new Map([...byArea].map(([code, points]) => [code, worst(points.map(({ grade }) => grade))!]))
}

/** What the area's grade is now: as assessed, or worse while a cause lasts (A05). */
export async function currentGrade(areaCode: string, client: Client = db): Promise<Grade> {
  const causes: { grade: Grade }[] = await client.from('area_level_causes').where('area_code', areaCode).whereNull('until').select('grade')
  const assessed = (await assessedGrades(client)).get(areaCode) ?? 'blue'
  return worst([assessed, ...causes.map(({ grade }) => grade)])!
}

/** Current and assessed grade for the map; a workshop shows the worst of what lies in it. */
export async function gradeFacet(): Promise<AreaFacet> {
  const assessed = await assessedGrades()
  const causes: { area_code: string; grade: Grade }[] = await db.from('area_level_causes').whereNull('until').select('area_code', 'grade')
  const facet: AreaFacet = new Map()
  const lift = (code: string, field: 'grade' | 'assessedGrade', grade: Grade) => {
    const known = facet.get(code) ?? {}
    facet.set(code, { ...known, [field]: worst([grade, ...(known[field] ? [known[field]] : [])]) })
  }
  for (const [area, grade] of assessed)
    for (const { code } of await areaWithParents(area)) {
      lift(code, 'assessedGrade', grade)
      lift(code, 'grade', grade)
    }
  for (const { area_code, grade } of causes) for (const { code } of await areaWithParents(area_code)) lift(code, 'grade', grade)
  return facet
}
