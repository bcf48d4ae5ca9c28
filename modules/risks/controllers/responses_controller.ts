import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf, findAccount } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { listDeliveries } from '#app/notifications/index'
import { answerCall } from '#modules/risks/actions/answer_call'
import { findIncident } from '#modules/risks/queries/incidents'
import { causesOf, responseBoard } from '#modules/risks/queries/responses'

const answerValidator = vine.create({
  reply: vine.enum(['arrived', 'cannot_come'] as const),
  /** Personnel code; left out: oneself. */
  person: vine.string().trim().maxLength(40).optional(),
})

/** Who answers the call of an incident, and who was told of it by which way. */
export default class ResponsesController {
  static input = { store: { body: answerValidator } }

  async index(ctx: HttpContext) {
    return (await findIncident(ctx.params.id)) ? { data: await responseBoard(ctx.params.id) } : this.#absent(ctx)
  }

  /** For oneself: anyone. For somebody else, who said it by telephone: whoever leads. */
  async store(ctx: HttpContext) {
    const { reply, person: code } = await ctx.request.validateUsing(answerValidator)
    const self = ctx.principal.person
    const target = code ? await findAccount({ code }) : self
    if (!target) return refuse(ctx, 422, 'E_INVALID', [reason(code ? 'risks.no_such_person' : 'identity.not_signed_in')])
    const isSelf = self?.id === target.id
    if (!isSelf && !ctx.principal.permissions.has('incidents.manage'))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'incidents.manage' })])
    const answered = await answerCall({ incidentId: ctx.params.id, accountId: target.id, reply, how: isSelf ? 'self' : 'by_hand', by: actorOf(ctx) })
    if (answered.ok) return { data: await responseBoard(ctx.params.id) }
    return answered.error.some((why) => why.code === 'risks.no_such_incident') ? this.#absent(ctx) : refuse(ctx, 409, 'E_REFUSED', answered.error)
  }

  async deliveries(ctx: HttpContext) {
    if (!(await findIncident(ctx.params.id))) return this.#absent(ctx)
    const entries = await listDeliveries(await causesOf(ctx.params.id))
    // A telephone number or mail address says nothing that the name does not, and is nobody else's business.
    return { data: entries.map(({ address: _address, ...entry }) => entry) }
  }

  #absent(ctx: HttpContext) {
    return refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_incident')])
  }
}
