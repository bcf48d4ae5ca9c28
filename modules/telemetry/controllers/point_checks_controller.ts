import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { judgeChecks } from '#modules/telemetry/actions/judge_checks'
import { recordCheck } from '#modules/telemetry/actions/record_check'
import { CHECK_KINDS, TEST_GASES } from '#modules/telemetry/checks'
import { checkHistory } from '#modules/telemetry/queries/check_history'
import { presentChecks } from '#modules/telemetry/queries/due_checks'

const figure = () => vine.number().min(-1_000_000).max(1_000_000).nullable().optional()

const validator = vine.create({
  kind: vine.enum(CHECK_KINDS),
  passed: vine.boolean(),
  /** Epoch milliseconds; now when left out. */
  at: vine.number().withoutDecimals().optional(),
  gas: vine.enum(TEST_GASES).nullable().optional(),
  /** These three in the unit of the point. */
  concentration: figure(),
  before: figure(),
  after: figure(),
  note: vine.string().trim().maxLength(250).nullable().optional(),
})

export default class PointChecksController {
  static input = { store: { body: validator } }

  /** When each detector was calibrated and shown its gas, and when it is due. */
  async index() {
    return { data: await presentChecks(clock.now()) }
  }

  /** One detector: where it stands in both, and what was done to it. */
  async show(ctx: HttpContext) {
    const point: string = ctx.params.code
    const checks = (await presentChecks(clock.now())).filter((one) => one.point === point)
    return { data: { checks, history: await checkHistory(point) } }
  }

  async store(ctx: HttpContext) {
    const { kind, passed, at = null, gas = null, concentration = null, before = null, after = null, note = null } = await ctx.request.validateUsing(validator)
    const result = await recordCheck({ point: ctx.params.code, kind, passed, at, gas, concentration, before, after, note, by: actorOf(ctx) })
    if (result.ok) await judgeChecks()
    if (result.ok) return { data: result.value }
    if (result.error.some(({ code }) => code === 'telemetry.no_such_point')) return refuse(ctx, 404, 'E_NOT_FOUND', result.error)
    return refuse(ctx, 409, 'E_REFUSED', result.error)
  }
}
