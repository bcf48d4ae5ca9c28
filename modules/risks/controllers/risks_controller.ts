import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import db from '@adonisjs/lucid/services/db'
import { actorOf, findAccount } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { findArea, listAreas } from '#app/plant/index'
import { publishRiskPoint } from '#modules/risks/actions/publish_risk_point'
import { editRiskPoint } from '#modules/risks/actions/edit_risk_point'
import type { RiskPointInput } from '#modules/risks/actions/save_risk_point'
import { analysisSchema, factorFaults, FAMILIES } from '#modules/risks/definitions/risk_points'
import { GRADES, TIER } from '#modules/risks/grading'
import { findPlan } from '#modules/risks/queries/plans'
import type { RiskPointRow } from '#modules/risks/rows'

const filterValidator = vine.create({
  area: vine.string().maxLength(40).optional(),
  grade: vine.enum(['red', 'orange', 'yellow', 'blue'] as const).optional(),
  search: vine.string().maxLength(60).optional(),
  cursor: vine.string().maxLength(60).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})
const pointValidator = vine.create({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  area: vine.string().maxLength(40),
  name: vine.string().trim().minLength(2).maxLength(120),
  name_en: vine.string().trim().minLength(2).maxLength(120),
  family: vine.enum(FAMILIES),
  analysis: analysisSchema(),
  measures: vine.array(vine.object({ text: vine.string().maxLength(300), text_en: vine.string().maxLength(300) })).maxLength(30),
  responsible: vine.string().maxLength(40).nullable().optional(),
  plan: vine.string().maxLength(40).nullable().optional(),
})

export default class RisksController {
  static input = { index: { query: filterValidator }, store: { body: pointValidator } }

  async index(ctx: HttpContext) {
    const { area, grade, search, cursor, limit = 200 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const query = db.from('risk_points').orderBy('code').limit(limit)
    if (area) query.where('area_code', area)
    if (grade) query.where('grade', grade)
    if (search) query.where((any) => any.whereLike('name', `%${search}%`).orWhereLike('name_en', `%${search}%`).orWhereLike('code', `%${search}%`))
    if (cursor) query.where('code', '>', cursor)
    const rows: RiskPointRow[] = await query
    const areas = new Map((await listAreas()).map((one) => [one.code, one]))
    const data = rows.map((row) => presented(row, areas.get(row.area_code)))
    return { data, next_cursor: rows.length === limit ? rows.at(-1)!.code : null }
  }

  async show(ctx: HttpContext) {
    const row: RiskPointRow | null = await db.from('risk_points').where('code', ctx.params.id).first()
    if (!row) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_point')])
    const responsible = row.responsible_code ? await findAccount({ code: row.responsible_code }) : null
    const plan = row.plan_code ? await findPlan(row.plan_code) : null
    return {
      data: {
        ...presented(row, (await findArea(row.area_code)) ?? undefined),
        responsible: responsible && { code: responsible.code, name: responsible.name, name_en: responsible.nameEn, active: responsible.active },
        plan: plan && { code: plan.code, name: plan.name, name_en: plan.name_en },
      },
    }
  }

  async store(ctx: HttpContext) {
    const input = (await ctx.request.validateUsing(pointValidator)) as RiskPointInput
    const reasons = [
      ...((await findArea(input.area)) ? [] : [reason('risks.no_such_area', { code: input.area })]),
      ...(input.plan && !(await findPlan(input.plan)) ? [reason('risks.no_such_plan', { code: input.plan })] : []),
      ...factorFaults(input, 0).map(({ message }) => reason('risks.factors_wrong', { detail: message })),
    ]
    if (reasons.length > 0) return refuse(ctx, 422, 'E_INVALID', reasons)
    const saved = await editRiskPoint(input, actorOf(ctx))
    if (!saved.ok) return refuse(ctx, 409, 'E_REFUSED', saved.error)
    ctx.response.status(201)
    return { data: presented(await db.from('risk_points').where('code', input.code).firstOrFail(), (await findArea(input.area)) ?? undefined) }
  }

  async publish(ctx: HttpContext) {
    const published = await publishRiskPoint(String(ctx.params.id), actorOf(ctx))
    if (published.ok) return { data: presented(published.value, (await findArea(published.value.area_code)) ?? undefined) }
    const absent = published.error.some(({ code }) => code === 'risks.no_such_point')
    return refuse(ctx, absent ? 404 : 409, absent ? 'E_NOT_FOUND' : 'E_REFUSED', published.error)
  }

  async grades() {
    return { data: GRADES.map((grade) => ({ grade, tier: TIER[grade] })), next_cursor: null }
  }
}

function presented(row: RiskPointRow, area: { name: string; nameEn: string } | undefined) {
  return {
    code: row.code,
    name: row.name,
    name_en: row.name_en,
    area: { code: row.area_code, name: area?.name ?? row.area_code, name_en: area?.nameEn ?? row.area_code },
    family: row.family,
    analysis: JSON.parse(row.analysis),
    score: row.score,
    grade: row.grade,
    tier: TIER[row.grade],
    measures: JSON.parse(row.measures),
    responsible_code: row.responsible_code,
    plan_code: row.plan_code,
    status: row.status,
    changed_at: row.changed_at,
  }
}
