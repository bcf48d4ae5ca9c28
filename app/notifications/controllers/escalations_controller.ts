import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { refuse } from '#app/kernel/http/refuse'
import { findEscalation } from '#app/notifications/queries/find_escalation'

const subjectValidator = vine.create({ subject: vine.string().regex(/^[a-z_]+:[\w-]{1,80}$/) })

export default class EscalationsController {
  static input = { show: { query: subjectValidator } }

  async show(ctx: HttpContext) {
    const { subject } = await ctx.request.validateUsing(subjectValidator, { data: ctx.request.qs() })
    const [type, id] = subject.split(':') as [string, string]
    const found = await findEscalation({ type, id })
    return found ? { data: found } : refuse(ctx, 404, 'E_NOT_FOUND', [])
  }
}
