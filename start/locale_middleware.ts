import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import i18nManager from '@adonisjs/i18n/services/main'
import { RequestValidator } from '@adonisjs/core/http'

/** The reader's language: what the screen was switched to, else what the client asks for, else Chinese. */
export default class LocaleMiddleware {
  static {
    RequestValidator.messagesProvider = (ctx: HttpContext) => ctx.i18n.createMessagesProvider()
  }

  async handle(ctx: HttpContext, next: NextFn) {
    const chosen = ctx.request.plainCookie('redline_lang', { encoded: false })
    const asked = i18nManager.getSupportedLocaleFor(ctx.request.languages())
    const locale = chosen && i18nManager.supportedLocales().includes(chosen) ? chosen : (asked ?? 'zh-CN')
    ctx.i18n = i18nManager.locale(locale)
    return next()
  }
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    i18n: import('@adonisjs/i18n').I18n
  }
}
