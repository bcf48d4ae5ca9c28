import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { explain, refuse } from '#app/kernel/http/refuse'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { findArea } from '#app/plant/index'
import { endMuster } from '#modules/personnel/actions/end_muster'
import { replyToMuster } from '#modules/personnel/actions/reply_to_muster'
import { startMuster } from '#modules/personnel/actions/start_muster'
import { findMuster, listMusters } from '#modules/personnel/queries/list_musters'
import { findPerson } from '#modules/personnel/queries/qualification'

const filterValidator = vine.create({
  state: vine.enum(['running', 'all'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 100]).optional(),
})
const startValidator = vine.create({ area: vine.string().maxLength(40), comment: vine.string().trim().maxLength(200).optional() })
const replyValidator = vine.create({
  badge: vine.string().trim().maxLength(64).optional(),
  person: vine.string().maxLength(40).optional(),
  reply: vine.enum(['arrived', 'cannot_come'] as const),
})
const endValidator = vine.create({ comment: vine.string().trim().maxLength(200).optional() })

export default class MustersController {
  static input = {
    index: { query: filterValidator },
    store: { body: startValidator },
    reply: { body: replyValidator },
    end: { body: endValidator },
  }

  async index(ctx: HttpContext) {
    const { state = 'all', cursor = null, limit = 50 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const data = await listMusters({ running: state === 'running', limit, before: cursor })
    return { data, next_cursor: data.length === limit ? data.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const muster = await findMuster(ctx.params.id)
    return muster ? { data: muster } : refuse(ctx, 404, 'E_NOT_FOUND', [])
  }

  async store(ctx: HttpContext) {
    const { area, comment } = await ctx.request.validateUsing(startValidator)
    if (!(await findArea(area))) return refuse(ctx, 422, 'E_INVALID', [reason('personnel.no_such_area', { area })])
    const by = actorOf(ctx)
    const id = await transact((tx) => startMuster(tx, { areaCode: area, cause: { type: 'by_hand', id: comment ?? by.name }, by }))
    return ctx.response.created({ data: await findMuster(id) })
  }

  /** For oneself: anyone. For others: by their badge at an assembly point, or by whoever leads the count. */
  async reply(ctx: HttpContext) {
    const { badge, person: code, reply } = await ctx.request.validateUsing(replyValidator)
    const { person: self, permissions } = ctx.principal
    const target = badge ? await findPerson({ badge }) : code ? await findPerson({ code }) : self ? await findPerson({ accountId: self.id }) : null
    if (!target) return refuse(ctx, 422, 'E_INVALID', [reason('personnel.badge_unknown')])
    const isSelf = self?.id === target.accountId
    const mayScan = badge !== undefined && permissions.has('access.decide')
    if (!isSelf && !mayScan && !permissions.has('muster.manage'))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: 'muster.manage' })])
    const how = isSelf ? 'self' : badge ? 'badge' : 'by_hand'
    const result = await replyToMuster({ musterId: ctx.params.id, accountId: target.accountId, reply, how, by: actorOf(ctx) })
    return result.ok ? { data: await findMuster(ctx.params.id) } : this.#refuse(ctx, result.error)
  }

  async end(ctx: HttpContext) {
    const { comment } = await ctx.request.validateUsing(endValidator)
    const result = await endMuster({ id: ctx.params.id, comment: comment || null, by: actorOf(ctx) })
    return result.ok ? { data: await findMuster(ctx.params.id) } : this.#refuse(ctx, result.error)
  }

  async commands(ctx: HttpContext) {
    const muster = await findMuster(ctx.params.id)
    if (!muster) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    const over = muster.ended_at === null ? [] : [reason('personnel.muster_is_over')]
    const mayManage = ctx.principal.permissions.has('muster.manage')
    const forbidden = mayManage ? [] : [reason('identity.not_allowed', { permission: 'muster.manage' })]
    const command = (name: string, reasons: Reason[]) => ({ command: name, reasons: reasons.map((why) => explain(ctx.i18n, why)) })
    return { data: [command('replies', over), command('end', [...over, ...forbidden])] }
  }

  #refuse(ctx: HttpContext, reasons: Reason[]) {
    const isAbsent = reasons.some(({ code }) => code === 'personnel.no_such_muster')
    return isAbsent ? refuse(ctx, 404, 'E_NOT_FOUND', reasons) : refuse(ctx, 409, 'E_REFUSED', reasons)
  }
}
