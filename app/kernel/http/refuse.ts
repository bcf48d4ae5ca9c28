import type { HttpContext } from '@adonisjs/core/http'
import { paramsFor, type Reason } from '#app/kernel/reason'

type Translator = {
  locale: string
  formatMessage(key: string, data?: Record<string, unknown>): string
  hasMessage(key: string): boolean
}

export interface ExplainedReason extends Reason {
  message: string
  /** What to do about it, in the reader's language; null where nothing is known. */
  fix: string | null
}

/** Puts a reason into the reader's language: `<room>.reasons.<name>` and `<room>.fixes.<name>`. */
export function explain(i18n: Translator, why: Reason): ExplainedReason {
  const [room, ...rest] = why.code.split('.')
  const name = rest.join('.')
  const fixKey = `${room}.fixes.${name}`
  const params = namingPermission(i18n, paramsFor(i18n.locale, why.params))
  return {
    ...why,
    message: i18n.formatMessage(`${room}.reasons.${name}`, params),
    fix: i18n.hasMessage(fixKey) ? i18n.formatMessage(fixKey, params) : null,
  }
}

/** A permission is a code in the parameters and a name in the sentence. */
function namingPermission(i18n: Translator, params: ReturnType<typeof paramsFor>): ReturnType<typeof paramsFor> {
  const key = `identity.permissions.${params.permission}`
  return params.permission && i18n.hasMessage(key) ? { ...params, permission: i18n.formatMessage(key) } : params
}

/** The one shape of every refusal: all reasons at once, each with its sentence and its way out. */
export function refuse(ctx: HttpContext, status: number, code: string, reasons: Reason[]): void {
  const details = reasons.map((why) => explain(ctx.i18n, why))
  const message = ctx.i18n.formatMessage(`errors.${code}`)
  ctx.response.status(status).send({ error: { code, message, details } })
}
