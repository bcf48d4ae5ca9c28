import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { levelHistory, listLevels } from '#modules/risks/level/list_levels'
import { declareChange, endChange } from '#modules/risks/level/process_change'

const historyValidator = vine.create({ area: vine.string().maxLength(40).optional(), limit: vine.number().withoutDecimals().range([1, 500]).optional() })
const changeValidator = vine.create({
  area: vine.string().maxLength(40),
  grade: vine.enum(['red', 'orange', 'yellow', 'blue'] as const),
  reason: vine.string().trim().minLength(2).maxLength(250),
  /** Epoch milliseconds. */
  until: vine.number().withoutDecimals(),
})

export default class LevelsController {
  static input = { history: { query: historyValidator }, store: { body: changeValidator } }

  /** Assessed and current grade of every area, with the causes of the difference. */
  async index() {
    return { data: await listLevels(), next_cursor: null }
  }

  async history(ctx: HttpContext) {
    const { area, limit = 100 } = await ctx.request.validateUsing(historyValidator, { data: ctx.request.qs() })
    return { data: await levelHistory(area ?? null, limit), next_cursor: null }
  }

  /** A change of process or production lifts the level until it ends. */
  async store(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(changeValidator)
    const result = await declareChange({ ...input, by: actorOf(ctx) })
    return result.ok ? ctx.response.status(201).send({ data: result.value }) : refuse(ctx, 409, 'E_REFUSED', result.error)
  }

  async end(ctx: HttpContext) {
    const result = await endChange(ctx.params.id, actorOf(ctx))
    return result.ok ? { data: result.value } : refuse(ctx, 404, 'E_NOT_FOUND', result.error)
  }
}
