import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reopenArea } from '#modules/personnel/actions/reopen_area'

const reopenValidator = vine.create({ comment: vine.string().trim().minLength(2).maxLength(500) })

export default class RestrictionsController {
  static input = { reopen: { body: reopenValidator } }

  async reopen(ctx: HttpContext) {
    const { comment } = await ctx.request.validateUsing(reopenValidator)
    const reopened = await reopenArea({ areaCode: ctx.params.code, comment, by: actorOf(ctx) })
    return reopened.ok ? { data: { area: ctx.params.code, lifted: reopened.value } } : refuse(ctx, 409, 'E_REFUSED', reopened.error)
  }
}
