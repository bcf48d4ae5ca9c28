import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import type { Reason } from '#app/kernel/reason'
import type { Result } from '#app/kernel/result'
import { returnToService, takeOutOfService } from '#modules/telemetry/actions/out_of_service'
import { outOfServiceJson } from '#modules/telemetry/controllers/json'
import type { OutOfServiceRow } from '#modules/telemetry/rows'

const validator = vine.create({
  /** Epoch milliseconds. */
  until: vine.number().withoutDecimals(),
  reason: vine.string().trim().minLength(2).maxLength(250),
})

export default class OutOfServiceController {
  static input = { store: { body: validator } }

  /** Conditions that are out of service now. */
  async index() {
    const rows: OutOfServiceRow[] = await db.from('out_of_service').whereNull('ended_at').orderBy('until')
    return { data: rows.map(outOfServiceJson) }
  }

  async store(ctx: HttpContext) {
    const { until, reason: why } = await ctx.request.validateUsing(validator)
    return this.#answer(ctx, await takeOutOfService({ conditionCode: ctx.params.code, until, why, by: actorOf(ctx) }))
  }

  async end(ctx: HttpContext) {
    return this.#answer(ctx, await returnToService({ conditionCode: ctx.params.code, by: actorOf(ctx) }))
  }

  #answer(ctx: HttpContext, result: Result<OutOfServiceRow, Reason[]>) {
    if (result.ok) return { data: outOfServiceJson(result.value) }
    if (result.error.some(({ code }) => code === 'telemetry.no_such_condition')) return refuse(ctx, 404, 'E_NOT_FOUND', result.error)
    return refuse(ctx, 409, 'E_REFUSED', result.error)
  }
}
