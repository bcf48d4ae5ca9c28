import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import db from '@adonisjs/lucid/services/db'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { performCommand } from '#modules/hazards/actions/perform_command'
import { hazardJson } from '#modules/hazards/controllers/json'
import { hazardLifecycle, type HazardCommand } from '#modules/hazards/lifecycle'
import { findCandidates } from '#modules/hazards/queries/find_candidates'
import { findHazard } from '#modules/hazards/queries/list_hazards'
import { gatherFacts } from '#modules/hazards/queries/gather_facts'

const commandValidator = vine.create({
  comment: vine.string().trim().maxLength(1000).nullable().optional(),
  photos: vine.array(vine.string().maxLength(40)).maxLength(6).optional(),
  /** Personnel code of whom it is given to. */
  assignee: vine.string().maxLength(40).nullable().optional(),
  due_at: vine.number().withoutDecimals().nullable().optional(),
  /** Number of the hazard that this one is a double of. */
  duplicate_of: vine.string().maxLength(40).nullable().optional(),
})

const NAMES = ['dispatch', 'rectify', 'verify', 'returnBack', 'close', 'requestExtension', 'approveExtension', 'cancel', 'markDuplicate'] as const

export default class HazardCommandsController {
  static input = Object.fromEntries(NAMES.map((name) => [name, { body: commandValidator }]))

  dispatch = (ctx: HttpContext) => this.#perform(ctx, 'dispatch')
  rectify = (ctx: HttpContext) => this.#perform(ctx, 'rectify')
  verify = (ctx: HttpContext) => this.#perform(ctx, 'verify')
  returnBack = (ctx: HttpContext) => this.#perform(ctx, 'return')
  close = (ctx: HttpContext) => this.#perform(ctx, 'close')
  requestExtension = (ctx: HttpContext) => this.#perform(ctx, 'request_extension')
  approveExtension = (ctx: HttpContext) => this.#perform(ctx, 'approve_extension')

  cancel = (ctx: HttpContext) => this.#perform(ctx, 'cancel')
  markDuplicate = (ctx: HttpContext) => this.#perform(ctx, 'mark_duplicate')

  /** What the caller may do now, and for what he may not, every reason; what has to come along is not counted against it. */
  async index(ctx: HttpContext) {
    const found = await findHazard(ctx.params.id)
    if (!found) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('hazards.no_such_hazard')])
    const { person, permissions } = ctx.principal
    const complete = { comment: 'x', photos: ['x'], due_at: found.row.due_at + 1 }
    const facts = await gatherFacts(found.row, { callerId: person?.id ?? null, permissions, toId: 'x', original: { ...found.row, id: 'x' }, input: complete }, db)
    const data = hazardLifecycle.commands(found.row.state, facts).map(({ command, to, reasons }) => ({
      command,
      to,
      allowed: reasons.length === 0,
      reasons: reasons.map((why) => explain(ctx.i18n, why)),
    }))
    return { data }
  }

  /** Whom it can be given to, the nearest first. */
  async candidates(ctx: HttpContext) {
    const found = await findHazard(ctx.params.id)
    if (!found) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('hazards.no_such_hazard')])
    return { data: await findCandidates(found.row.area_code), next_cursor: null }
  }

  async #perform(ctx: HttpContext, command: HazardCommand) {
    const input = await ctx.request.validateUsing(commandValidator)
    const { permissions } = ctx.principal
    const done = await performCommand({ hazardId: ctx.params.id, command, by: actorOf(ctx), permissions, input })
    if (done.ok) return { data: hazardJson((await findHazard(ctx.params.id))!) }
    const absent = done.error.some(({ code }) => code === 'hazards.no_such_hazard')
    return absent ? refuse(ctx, 404, 'E_NOT_FOUND', done.error) : refuse(ctx, 409, 'E_REFUSED', done.error)
  }
}
