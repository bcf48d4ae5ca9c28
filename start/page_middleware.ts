import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import i18nManager from '@adonisjs/i18n/services/main'
import BaseInertiaMiddleware from '@adonisjs/inertia/inertia_middleware'
import { type DeviceIdentity, findScreen, type PersonIdentity } from '#app/identity/index'
import env from '#start/env'

/** Every page: who is at the screen, in which language, and what it gets beside its own props (`kiosk/lib/page_props.ts`). */
export default class PageMiddleware extends BaseInertiaMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    ctx.screen = await findScreen(ctx)
    const holder = ctx.screen.person ?? ctx.screen.device
    if (holder) ctx.principal = holder.principal
    this.#speakTheirLanguage(ctx)
    await this.init(ctx)
    const output = await next()
    this.dispose(ctx)
    return output
  }

  share({ request, screen, i18n }: HttpContext) {
    const device = screen.device?.principal.device ?? null
    const person = screen.person?.principal.person ?? null
    const holder = screen.person ?? screen.device
    return {
      locale: i18n.locale,
      shell: !device ? 'phone' : device.kind === 'board' ? 'board' : 'kiosk',
      theme: themeOf(request.plainCookie('redline_theme', { encoded: false })),
      timeZone: env.get('PLANT_TZ', 'Asia/Shanghai'),
      device: device && sharedDevice(device),
      person: person && sharedPerson(person),
      permissions: holder ? [...holder.principal.permissions].sort() : [],
      tokens: { person: screen.person?.token ?? null, device: screen.device?.token ?? null },
      csrf: request.csrfToken,
    }
  }

  /** A person who chose nothing at this screen is spoken to in the language of their account. */
  #speakTheirLanguage(ctx: HttpContext) {
    const own = ctx.screen.person?.principal.person?.locale
    const chosen = ctx.request.plainCookie('redline_lang', { encoded: false })
    if (own && !chosen && i18nManager.supportedLocales().includes(own)) ctx.i18n = i18nManager.locale(own)
  }
}

const themeOf = (cookie: unknown): string => (cookie === 'light' || cookie === 'dark' ? cookie : '')

const sharedDevice = ({ code, kind, name, nameEn, areaCode, gateCode }: DeviceIdentity) => ({ code, kind, name, nameEn, areaCode, gateCode })

const sharedPerson = ({ id, code, name, nameEn, roles }: PersonIdentity) => ({ id, code, name, nameEn, roles })

declare module '@adonisjs/inertia/types' {
  /** Pages are Svelte: their props are checked by svelte-check on the page's side. */
  interface InertiaPages {
    [page: string]: any
  }
}
