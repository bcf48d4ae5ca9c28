import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import type { Result } from '#app/kernel/result'
import { answerDrill } from '#modules/drills/actions/answer_drill'
import { endDrill } from '#modules/drills/actions/end_drill'
import { startDrill } from '#modules/drills/actions/start_drill'
import { presentDrill } from '#modules/drills/queries/present_drill'
import type { DrillRow } from '#modules/drills/rows'

const LAST = 20
const code = () => vine.string().maxLength(80)
const startValidator = vine.create({
  name: vine.string().trim().minLength(2).maxLength(80),
  area: code(),
  minutes: vine.number().range([1, 480]),
  real_outputs: vine.boolean().optional(),
  excursions: vine.array(vine.object({ point: code(), value: vine.number(), after_s: vine.number().range([0, 3_600]).optional() })).maxLength(20),
  gates_out: vine.array(code()).maxLength(20).optional(),
  absent: vine.array(code()).maxLength(50).optional(),
})
const answerValidator = vine.create({ kind: vine.enum(['acknowledge', 'stop', 'arrive'] as const), subject: code().optional() })

export default class DrillsController {
  static input = { store: { body: startValidator }, answer: { body: answerValidator } }

  /** The newest first, each with its report. */
  async index() {
    const rows: DrillRow[] = await db.from('drills').orderBy('started_at', 'desc').limit(LAST)
    return { data: await Promise.all(rows.map(presentDrill)), next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const row: DrillRow | null = await db.from('drills').where('id', ctx.params.id).first()
    return row ? { data: await presentDrill(row) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('drills.no_such_drill')])
  }

  async store(ctx: HttpContext) {
    const { name, area, minutes, real_outputs: realOutputs = false, excursions, gates_out = [], absent = [] } = await ctx.request.validateUsing(startValidator)
    const scenario = { excursions: excursions.map((one) => ({ ...one, after_s: one.after_s ?? 0 })), gates_out, absent }
    return this.#answer(ctx, await startDrill({ name, area, minutes, realOutputs, scenario, by: actorOf(ctx) }), 201)
  }

  async end(ctx: HttpContext) {
    return this.#answer(ctx, await endDrill(ctx.params.id, actorOf(ctx)))
  }

  /** Seen, stopped, arrived: one's own, or for another by whoever leads it. */
  async answer(ctx: HttpContext) {
    const { kind, subject = null } = await ctx.request.validateUsing(answerValidator)
    const { person, permissions } = ctx.principal
    if (kind === 'acknowledge' && !permissions.has('alarms.acknowledge'))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'alarms.acknowledge' })])
    const input = { drillId: ctx.params.id, kind, subject, personCode: person?.code ?? null, leads: permissions.has('drills.run'), by: actorOf(ctx) }
    return this.#answer(ctx, await answerDrill(input))
  }

  async #answer(ctx: HttpContext, result: Result<DrillRow, Reason[]>, status = 200) {
    if (!result.ok) return refuse(ctx, 409, 'E_REFUSED', result.error)
    const row: DrillRow = await db.from('drills').where('id', result.value.id).firstOrFail()
    return ctx.response.status(status).send({ data: await presentDrill(row) })
  }
}
