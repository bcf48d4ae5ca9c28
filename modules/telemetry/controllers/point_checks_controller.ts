import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { judgeChecks } from '#modules/telemetry/actions/judge_checks'
import { recordCheck } from '#modules/telemetry/actions/record_check'
import { pointChecks } from '#modules/telemetry/queries/due_checks'

const validator = vine.create({
  kind: vine.enum(['calibration', 'bump_test'] as const),
  passed: vine.boolean(),
  /** Epoch milliseconds; now when left out. */
  at: vine.number().withoutDecimals().optional(),
  note: vine.string().trim().maxLength(250).nullable().optional(),
})

export default class PointChecksController {
  static input = { store: { body: validator } }

  /** When each detector was calibrated and shown its gas, and when it is due. */
  async index() {
    const now = clock.now()
    const data = (await pointChecks()).map(({ point, kind, lastAt, dueAt }) => ({
      point: point.code,
      name: point.name,
      name_en: point.name_en,
      area: point.area_code,
      kind,
      last_at: lastAt,
      due_at: dueAt,
      due: dueAt !== null && dueAt <= now,
    }))
    return { data }
  }

  async store(ctx: HttpContext) {
    const { kind, passed, at, note } = await ctx.request.validateUsing(validator)
    const result = await recordCheck({ point: ctx.params.code, kind, passed, at: at ?? null, note: note ?? null, by: actorOf(ctx) })
    if (result.ok) await judgeChecks()
    if (result.ok) return { data: result.value }
    if (result.error.some(({ code }) => code === 'telemetry.no_such_point')) return refuse(ctx, 404, 'E_NOT_FOUND', result.error)
    return refuse(ctx, 409, 'E_REFUSED', result.error)
  }
}
