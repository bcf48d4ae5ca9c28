import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { findAccount } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { performCommand } from '#modules/permits/actions/perform_command'
import { callerOf } from '#modules/permits/caller'
import { refuseCommand } from '#modules/permits/controllers/permits_controller'
import type { PermitCommand } from '#modules/permits/facts'
import { permitLifecycle } from '#modules/permits/lifecycle'
import { needsSignature } from '#modules/permits/actions/move'
import { gatherFacts } from '#modules/permits/queries/gather_facts'
import { guardianCandidates } from '#modules/permits/queries/guardian_candidates'
import { loadFile } from '#modules/permits/queries/load_file'
import { presentFile } from '#modules/permits/queries/present_permit'

/** Not shown to people: the time and the last approval bring these about. */
const BY_ITSELF: PermitCommand[] = ['issue', 'expire']

const commandValidator = vine.create({
  pin: vine.string().maxLength(20).nullable().optional(),
  comment: vine.string().maxLength(500).nullable().optional(),
  /** What was scanned from the permit. */
  token: vine.string().maxLength(600).nullable().optional(),
  /** What was scanned from the sign at the place. */
  place: vine.string().maxLength(600).nullable().optional(),
  checks: vine.array(vine.string().maxLength(40)).maxLength(60).optional(),
  /** Personnel code of another guardian. */
  guardian: vine.string().maxLength(40).nullable().optional(),
  duties_version: vine.string().maxLength(40).nullable().optional(),
  content_hash: vine.string().maxLength(64).nullable().optional(),
})

export default class CommandsController {
  static input = Object.fromEntries(
    ['submit', 'assignGuardian', 'accept', 'decline', 'approve', 'reject', 'withdraw', 'cancel', 'start', 'suspend', 'resume', 'finish', 'close'].map(
      (name) => [name, { body: commandValidator }]
    )
  )

  submit = (ctx: HttpContext) => this.#perform(ctx, 'submit')
  assignGuardian = (ctx: HttpContext) => this.#perform(ctx, 'assign_guardian')
  accept = (ctx: HttpContext) => this.#perform(ctx, 'accept')
  decline = (ctx: HttpContext) => this.#perform(ctx, 'decline')
  approve = (ctx: HttpContext) => this.#perform(ctx, 'approve')
  reject = (ctx: HttpContext) => this.#perform(ctx, 'reject')
  withdraw = (ctx: HttpContext) => this.#perform(ctx, 'withdraw')
  cancel = (ctx: HttpContext) => this.#perform(ctx, 'cancel')
  start = (ctx: HttpContext) => this.#perform(ctx, 'start')
  suspend = (ctx: HttpContext) => this.#perform(ctx, 'suspend')
  resume = (ctx: HttpContext) => this.#perform(ctx, 'resume')
  finish = (ctx: HttpContext) => this.#perform(ctx, 'finish')
  close = (ctx: HttpContext) => this.#perform(ctx, 'close')

  /** What the caller may do with the permit now, and for what he may not, every reason. */
  async index(ctx: HttpContext) {
    const file = await loadFile(ctx.params.id)
    if (!file) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_permit')])
    const facts = await gatherFacts({ file, caller: callerOf(ctx), now: clock.now(), input: null, pin: [] })
    const data = permitLifecycle
      .commands(file.permit.state, facts)
      .filter(({ command }) => !BY_ITSELF.includes(command))
      .map(({ command, to, reasons }) => ({
        command,
        to,
        allowed: reasons.length === 0,
        needs_pin: needsSignature(command),
        reasons: reasons.map((why) => explain(ctx.i18n, why)),
      }))
    return { data }
  }

  /** Who could guard this permit, the fittest first, with what speaks against the others. */
  async guardians(ctx: HttpContext) {
    const file = await loadFile(ctx.params.id)
    if (!file) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('permits.no_such_permit')])
    const candidates = await guardianCandidates(file, clock.now(), db)
    const data = await Promise.all(
      candidates.map(async ({ accountId, name, name_en, fit, unmet, declined, elsewhere, inside }) => {
        const account = await findAccount({ id: accountId })
        return { code: account?.code, name, name_en, fit, declined, elsewhere, inside, reasons: unmet.map((why) => explain(ctx.i18n, why)) }
      })
    )
    return { data }
  }

  async #perform(ctx: HttpContext, command: PermitCommand) {
    const body = await ctx.request.validateUsing(commandValidator)
    const guardian = body.guardian ? await findAccount({ code: body.guardian }) : null
    if (body.guardian && !guardian?.active) return refuse(ctx, 422, 'E_INVALID', [reason('permits.no_such_person', { code: body.guardian })])
    const { pin, comment, token, place, checks } = body
    const input = { pin, comment, token, place, checks, guardianId: guardian?.id, dutiesVersion: body.duties_version, contentHash: body.content_hash }
    const done = await performCommand({ permitId: ctx.params.id, command, caller: callerOf(ctx), input })
    if (!done.ok) return refuseCommand(ctx, done.error)
    return { data: await presentFile((await loadFile(ctx.params.id))!, ctx.i18n) }
  }
}
