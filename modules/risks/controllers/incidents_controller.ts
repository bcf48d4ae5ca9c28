import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import db from '@adonisjs/lucid/services/db'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { areaLabel } from '#app/plant/index'
import { againstEnd, endIncident, finishTask, isAssigned, mayWork, type IncidentCaller } from '#modules/risks/actions/work_incident'
import { findIncident, listIncidents } from '#modules/risks/queries/incidents'
import { activePlans, findCard, findPlan } from '#modules/risks/queries/plans'

const filterValidator = vine.create({
  state: vine.enum(['active', 'ended'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})
const taskValidator = vine.create({
  outcome: vine.enum(['done', 'waived'] as const).optional(),
  comment: vine.string().trim().maxLength(500).nullable().optional(),
})

const callerOf = (ctx: HttpContext): IncidentCaller => ({ person: ctx.principal.person, permissions: ctx.principal.permissions, by: actorOf(ctx) })

export default class IncidentsController {
  static input = { index: { query: filterValidator }, task: { body: taskValidator } }

  async index(ctx: HttpContext) {
    const { state, cursor, limit = 50 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const rows = await listIncidents({ state, before: cursor, limit })
    const data = await Promise.all(
      rows.map(async (row) => {
        const [plan, area] = [await findPlan(row.plan_code), await areaLabel(row.area_code)]
        const { id, code, started_at, ended_at } = row
        return { id, code, state: row.state, name: plan?.name, name_en: plan?.name_en, area: { code: row.area_code, name: area.name, name_en: area.nameEn }, started_at, ended_at }
      })
    )
    return { data, next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const found = await findIncident(ctx.params.id)
    return found ? { data: presented(found, callerOf(ctx)) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_incident')])
  }

  async commands(ctx: HttpContext) {
    const found = await findIncident(ctx.params.id)
    if (!found) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_incident')])
    const missing = ctx.principal.permissions.has('incidents.manage') ? [] : [reason('identity.not_allowed', { permission: 'incidents.manage' })]
    const reasons = [...missing, ...(await againstEnd(found.row, db))]
    return { data: [{ command: 'end', allowed: reasons.length === 0, reasons: reasons.map((why) => explain(ctx.i18n, why)) }] }
  }

  async task(ctx: HttpContext) {
    const { outcome = 'done', comment } = await ctx.request.validateUsing(taskValidator)
    const input = { incidentId: ctx.params.id, taskId: ctx.params.task, outcome, comment: comment ?? null }
    const result = await finishTask(input, callerOf(ctx))
    return result.ok ? this.show(ctx) : this.#refuse(ctx, result.error)
  }

  async end(ctx: HttpContext) {
    const result = await endIncident(ctx.params.id, callerOf(ctx))
    return result.ok ? this.show(ctx) : this.#refuse(ctx, result.error)
  }

  async plans() {
    return { data: await activePlans(), next_cursor: null }
  }

  async card(ctx: HttpContext) {
    const found = await findCard(ctx.params.code)
    if (!found) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_card')])
    return { data: { ...found.card, plan: { code: found.plan.code, name: found.plan.name, name_en: found.plan.name_en } } }
  }

  #refuse(ctx: HttpContext, reasons: Reason[]) {
    const absent = reasons.some(({ code }) => code === 'risks.no_such_incident' || code === 'risks.no_such_task')
    return refuse(ctx, absent ? 404 : 409, absent ? 'E_NOT_FOUND' : 'E_REFUSED', reasons)
  }
}

function presented({ row, plan, area, tasks, entries }: NonNullable<Awaited<ReturnType<typeof findIncident>>>, caller: IncidentCaller) {
  const { id, code, state, started_at, ended_at } = row
  return {
    id,
    code,
    state,
    started_at,
    ended_at,
    plan: { code: row.plan_code, name: plan?.name ?? row.plan_code, name_en: plan?.name_en ?? row.plan_code },
    area: { code: row.area_code, name: area.name, name_en: area.nameEn },
    tasks: tasks.map((task) => ({
      id: task.id,
      title: task.title,
      title_en: task.title_en,
      role: task.role_code,
      card: task.card_code,
      state: task.state,
      done_by: task.done_by_name,
      done_at: task.done_at,
      comment: task.comment,
      assignees: JSON.parse(task.assignees),
      mine: caller.person !== null && isAssigned(caller.person, task, row.area_code),
      may_work: mayWork(caller, task, row.area_code),
    })),
    cards: plan?.cards ?? [],
    timeline: entries,
  }
}
