import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { correctPresence } from '#modules/personnel/actions/correct_presence'
import { presentInside } from '#modules/personnel/controllers/present'
import { findPerson } from '#modules/personnel/queries/qualification'
import { listStays } from '#modules/personnel/stay/list_stays'
import { whoIsInside, type PersonInside } from '#modules/personnel/queries/who_is_inside'

const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })
const correctionValidator = vine.create({
  person: vine.string().maxLength(40),
  area: vine.string().maxLength(40),
  comment: vine.string().trim().minLength(2).maxLength(200),
})

export default class PresenceController {
  static input = { index: { query: filterValidator }, correct: { body: correctionValidator } }

  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const { people, confidence } = await whoIsInside(area ?? null)
    const stays = await listStays({ areaCode: area })
    const stayOf = (one: PersonInside) => stays.find((stay) => stay.accountId === one.accountId && stay.areaCode === one.areaCode)
    return { data: people.map((one) => presentInside(one, stayOf(one))), confidence, next_cursor: null }
  }

  async correct(ctx: HttpContext) {
    const { person: code, area, comment } = await ctx.request.validateUsing(correctionValidator)
    const person = await findPerson({ code })
    if (!person) return refuse(ctx, 422, 'E_INVALID', [reason('personnel.person_unknown', { name: code })])
    const result = await correctPresence({ accountId: person.accountId, areaCode: area, comment, by: actorOf(ctx) })
    if (!result.ok) return refuse(ctx, 409, 'E_REFUSED', result.error)
    return { data: { person: code, area } }
  }
}
