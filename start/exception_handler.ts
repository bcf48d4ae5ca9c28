import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { errors as vine } from '@vinejs/vine'
import { refuse } from '#app/kernel/http/refuse'
import { isStorageTrouble } from '#app/kernel/storage_trouble'

/** Whatever went wrong leaves in the one shape that clients know, in the reader's language and without internals. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = !app.inProduction

  async handle(error: any, ctx: HttpContext) {
    const api = ctx.request.url().startsWith('/api/')
    if (!api) return super.handle(error, ctx)
    if (error instanceof vine.E_VALIDATION_ERROR) return this.#invalid(error, ctx)
    if (error.status === 404) return refuse(ctx, 404, 'E_NOT_FOUND', [])
    if (error.status === 413) return refuse(ctx, 413, 'E_TOO_LARGE', [])
    if (error.status === 429) return refuse(ctx, 429, 'E_TOO_MANY_REQUESTS', [])
    if (error.status >= 400 && error.status < 500) return refuse(ctx, error.status, 'E_BAD_REQUEST', [])
    if (isStorageTrouble(error)) return refuse(ctx, 503, 'E_UNAVAILABLE', [])
    return refuse(ctx, 500, 'E_INTERNAL', [])
  }

  /** All faults of the input at once, each with the field it is about. */
  #invalid(error: InstanceType<typeof vine.E_VALIDATION_ERROR>, ctx: HttpContext) {
    const details = (error.messages as { field: string; rule: string; message: string }[]).map((fault) => ({
      code: `invalid.${fault.rule}`,
      field: fault.field,
      message: fault.message,
      fix: null,
    }))
    ctx.response.status(422).send({ error: { code: 'E_INVALID', message: ctx.i18n.formatMessage('errors.E_INVALID'), details } })
  }
}
