import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { areaLabel } from '#app/plant/index'
import { finishRuleTask, mayFinish, seeRuleTask } from '#modules/risks/actions/finish_rule_task'
import { listRuleTasks } from '#modules/risks/queries/rule_tasks'
import type { RuleTaskRow } from '#modules/risks/rows'

const filterValidator = vine.create({
  state: vine.enum(['open', 'done'] as const).optional(),
  rule: vine.string().maxLength(40).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})
const doneValidator = vine.create({ comment: vine.string().trim().maxLength(1_000).nullable().optional() })

export default class RuleTasksController {
  static input = { index: { query: filterValidator }, done: { body: doneValidator } }

  async index(ctx: HttpContext) {
    const { cursor, limit = 50, ...filter } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const rows = await listRuleTasks({ ...filter, before: cursor, limit })
    return { data: await Promise.all(rows.map((row) => presented(row, ctx))), next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const row = await seeRuleTask(ctx.params.id, ctx.principal)
    return row ? { data: await presented(row, ctx) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_task')])
  }

  async done(ctx: HttpContext) {
    const { comment = null } = await ctx.request.validateUsing(doneValidator)
    if (!(await seeRuleTask(ctx.params.id, ctx.principal))) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_task')])
    const { person, permissions } = ctx.principal
    const finished = await finishRuleTask(ctx.params.id, comment || null, { person, permissions, by: actorOf(ctx) })
    return finished.ok ? { data: await presented(finished.value, ctx) } : refuse(ctx, 409, 'E_REFUSED', finished.error)
  }
}

async function presented(row: RuleTaskRow, { principal }: HttpContext) {
  const { area_code: code, assignees, facts, due_at, created_at, done_at, ...task } = row
  const label = code ? await areaLabel(code) : null
  return {
    ...task,
    area: label ? { code, name: label.name, name_en: label.nameEn } : null,
    assignees: JSON.parse(assignees),
    facts: JSON.parse(facts),
    due_at: Number(due_at),
    created_at: Number(created_at),
    done_at: done_at === null ? null : Number(done_at),
    may_finish: row.state === 'open' && (await mayFinish(row, principal)),
  }
}
