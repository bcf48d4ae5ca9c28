import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { endWarning } from '#modules/risks/actions/end_warning'
import type { WarningRow } from '#modules/risks/rows'

const filterValidator = vine.create({
  area: vine.string().maxLength(40).optional(),
  state: vine.enum(['active', 'ended'] as const).optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 200]).optional(),
})
const endValidator = vine.create({ comment: vine.string().trim().minLength(2).maxLength(500) })

export default class WarningsController {
  static input = { index: { query: filterValidator }, end: { body: endValidator } }

  async index(ctx: HttpContext) {
    const { area, state, cursor, limit = 50 } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const query = db.from('risk_warnings').orderBy('id', 'desc').limit(limit)
    if (area) query.where('area_code', area)
    if (state) query.where('state', state)
    if (cursor) query.where('id', '<', cursor)
    const rows: WarningRow[] = await query
    return { data: rows.map(presented), next_cursor: rows.length === limit ? rows.at(-1)!.id : null }
  }

  async show(ctx: HttpContext) {
    const row: WarningRow | null = await db.from('risk_warnings').where('id', ctx.params.id).first()
    return row ? { data: presented(row) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('risks.no_such_warning')])
  }

  async end(ctx: HttpContext) {
    const { comment } = await ctx.request.validateUsing(endValidator)
    const ended = await endWarning({ id: ctx.params.id, comment, by: actorOf(ctx) })
    if (ended.ok) return { data: presented(ended.value) }
    const absent = ended.error.some(({ code }) => code === 'risks.no_such_warning')
    return absent ? refuse(ctx, 404, 'E_NOT_FOUND', ended.error) : refuse(ctx, 409, 'E_REFUSED', ended.error)
  }
}

const presented = ({ area_code: area, rule_code: rule, firing_id: firing, facts, ...row }: WarningRow) => ({ ...row, area, rule, firing, facts: JSON.parse(facts) })
