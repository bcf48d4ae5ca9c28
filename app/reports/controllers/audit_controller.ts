import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { listAudit } from '#app/audit/index'

const filterValidator = vine.create({
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
  cursor: vine.number().withoutDecimals().optional(),
  subject_type: vine.string().maxLength(50).optional(),
  subject_id: vine.string().maxLength(64).optional(),
  action: vine.string().maxLength(80).optional(),
})

export default class AuditController {
  static input = { index: { query: filterValidator } }

  async index(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = input.limit ?? 100
    const data = await listAudit({
      limit,
      before: input.cursor,
      subjectType: input.subject_type,
      subjectId: input.subject_id,
      action: input.action,
    })
    return { data, next_cursor: data.length === limit ? data.at(-1)!.seq : null }
  }
}
