import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { transact } from '#app/kernel/transaction'
import { refuse } from '#app/kernel/http/refuse'
import { paramsFor, reason } from '#app/kernel/reason'
import { listDeliveries, listInbox } from '#app/notifications/queries/list_inbox'

const pageValidator = vine.create({
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
  cursor: vine.number().optional(),
})
const causeValidator = vine.create({ cause: vine.string().maxLength(100) })

export default class InboxController {
  static input = { index: { query: pageValidator }, deliveries: { query: causeValidator } }

  async index(ctx: HttpContext) {
    const { person } = ctx.principal
    if (!person) return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_signed_in')])
    const { limit = 50, cursor = null } = await ctx.request.validateUsing(pageValidator, { data: ctx.request.qs() })
    const items = await listInbox(person.id, limit, cursor)
    const data = items.map((item) => ({ ...item, message: ctx.i18n.formatMessage(item.message_key, paramsFor(ctx.i18n.locale, item.message_params)) }))
    return { data, next_cursor: items.length === limit ? items.at(-1)!.created_at : null }
  }

  async read(ctx: HttpContext) {
    await transact((tx) =>
      tx.db
        .from('notice_deliveries')
        .where({ id: ctx.params.id, account_id: ctx.principal.person?.id ?? '' })
        .whereNull('read_at')
        .update({ read_at: tx.now })
    )
    return ctx.response.noContent()
  }

  async deliveries(ctx: HttpContext) {
    const { cause } = await ctx.request.validateUsing(causeValidator, { data: ctx.request.qs() })
    return { data: await listDeliveries([cause]) }
  }
}
