import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { areaLabel } from '#app/plant/index'
import { findPerson } from '#modules/personnel/queries/qualification'
import { checkIn } from '#modules/personnel/stay/check_in'
import { listStays, type Stay } from '#modules/personnel/stay/list_stays'

const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })
const checkInValidator = vine.create({
  /** At a gate or kiosk: who holds this badge. */
  badge: vine.string().trim().maxLength(64).optional(),
  /** Somebody whom the caller sees. */
  person: vine.string().maxLength(40).optional(),
})

export default class StaysController {
  static input = { index: { query: filterValidator }, checkIn: { body: checkInValidator } }

  /** Everybody inside gas areas, who has least time first. */
  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    return { data: await Promise.all((await listStays({ areaCode: area })).map(stayJson)), next_cursor: null }
  }

  /** The caller's own. */
  async mine(ctx: HttpContext) {
    const accountId = ctx.principal.person?.id
    return { data: accountId ? await Promise.all((await listStays({ accountId })).map(stayJson)) : [] }
  }

  /** One's own sign of life; at a kiosk by badge; for another by whoever may see who is inside. */
  async checkIn(ctx: HttpContext) {
    const { badge, person: code } = await ctx.request.validateUsing(checkInValidator)
    const { person, device, permissions } = ctx.principal
    if (code && !permissions.has('presence.read')) return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'presence.read' })])
    const other = code ? await findPerson({ code }) : badge && device ? await findPerson({ badge }) : null
    if ((code || (badge && device)) && !other) return refuse(ctx, 422, 'E_INVALID', [reason('personnel.person_unknown', { name: code ?? badge ?? '' })])
    const accountId = other?.accountId ?? person?.id
    if (!accountId) return refuse(ctx, 409, 'E_REFUSED', [reason('identity.not_signed_in')])
    const result = await checkIn(accountId, actorOf(ctx))
    return result.ok ? { data: result.value } : refuse(ctx, 409, 'E_REFUSED', result.error)
  }
}

async function stayJson(stay: Stay) {
  const area = await areaLabel(stay.areaCode)
  return {
    person: { code: stay.code, name: stay.name, name_en: stay.nameEn },
    area: { code: stay.areaCode, name: area.name, name_en: area.nameEn },
    entered_at: stay.enteredAt,
    state: stay.state,
    co_mg_m3: stay.mg === null ? null : Math.round(stay.mg * 10) / 10,
    used: Math.round(stay.used * 1_000) / 1_000,
    ends_at: stay.endsAt,
    check_in_due_at: stay.checkInDueAt,
    silent: stay.silent,
  }
}
