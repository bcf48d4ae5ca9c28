import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { authorizeEquipment } from '#modules/personnel/actions/authorize_equipment'
import { endAuthorization } from '#modules/personnel/actions/release_equipment'
import { equipmentNeeds } from '#modules/personnel/queries/equipment_needs'
import { machines } from '#modules/personnel/queries/running_machines'
import { findPerson } from '#modules/personnel/queries/qualification'

const authorizationValidator = vine.create({
  badge: vine.string().trim().minLength(1).maxLength(64).optional(),
  checklist: vine.record(vine.boolean({ strict: true })).optional(),
})
const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })

/** Permissives of machines: who may start which, and who has it. */
export default class PermissivesController {
  static input = { store: { body: authorizationValidator }, index: { query: filterValidator } }

  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    return { data: await machines(area ?? null), next_cursor: null }
  }

  /** The answer to a start circuit: 200 for yes and for no. Without a badge it is about the caller. */
  async store(ctx: HttpContext) {
    const { badge, checklist = {} } = await ctx.request.validateUsing(authorizationValidator)
    const { person: self, permissions } = ctx.principal
    const person = badge ? await findPerson({ badge }) : self ? await findPerson({ accountId: self.id }) : null
    if (!badge && !self) return refuse(ctx, 422, 'E_INVALID', [reason('personnel.badge_unknown')])
    if (badge && person?.accountId !== self?.id && !permissions.has('access.decide'))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'access.decide' })])
    const needs = await equipmentNeeds(ctx.params.code)
    if (!needs) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('personnel.equipment_unknown', { code: ctx.params.code })])

    const { id, decision, reasons, until } = await authorizeEquipment({ needs, person, badge: badge ?? null, checklist, by: actorOf(ctx) })
    const answer = {
      decision,
      permissive: decision === 'grant',
      reasons: reasons.map((why) => ({ ...explain(ctx.i18n, why), since: why.since })),
      person: person && { code: person.code, name: person.name, name_en: person.nameEn },
      valid_until: until,
      authorization_id: id,
    }
    return { ...answer, data: answer }
  }

  /** The operator badges out. */
  async release(ctx: HttpContext) {
    const equipmentCode = ctx.params.code
    const running = (await machines(null)).find(({ code }) => code === equipmentCode)?.operator
    const isOwn = running?.code === ctx.principal.person?.code
    if (running && !isOwn && !ctx.principal.permissions.has('access.decide'))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'access.decide' })])
    const ended = await transact((tx) => endAuthorization(tx, { equipmentCode, cause: 'badged_out', by: actorOf(ctx) }))
    if (!ended) return refuse(ctx, 409, 'E_REFUSED', [reason('personnel.nobody_operates')])
    return ctx.response.noContent()
  }
}
