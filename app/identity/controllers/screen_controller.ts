import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { pairDevice } from '#app/identity/actions/pair_device'
import { signIn } from '#app/identity/actions/sign_in'
import { signOut } from '#app/identity/actions/sign_out'
import { findPrincipal } from '#app/identity/queries/find_principal'
import { DEVICE_COOKIE, PERSON_TOKEN } from '#app/identity/queries/find_screen'
import { explain, refuse } from '#app/kernel/http/refuse'
import type { DeviceIdentity } from '#app/identity/principal'

const signInValidator = vine.create({
  badge: vine.string().trim().minLength(1).maxLength(64),
  pin: vine.string().regex(/^\d{6}$/),
})

const HOUR_MS = 3_600_000
/** A kiosk forgets a person after a minute of silence; this ends a session whose kiosk was switched off meanwhile. */
const VALID_MS = { kiosk: HOUR_MS / 2, control_room: 9 * HOUR_MS, own_phone: 9 * HOUR_MS }

const HOME: Record<DeviceIdentity['kind'], string> = { gate: '/gate', workshop: '/', control_room: '/control', board: '/board' }

/** Pairing, signing in and leaving: the pages' own writes, because only they may set a cookie. */
export default class ScreenController {
  async pair(ctx: HttpContext) {
    const result = await pairDevice(String(ctx.params.code).slice(0, 100))
    if (!result.ok) {
      ctx.response.status(404)
      return ctx.inertia.render('home/unpaired', { why: result.error.map((why) => explain(ctx.i18n, why)) })
    }
    const principal = await findPrincipal(result.value.token)
    ctx.session.clear()
    ctx.response.encryptedCookie(DEVICE_COOKIE, result.value.token, { maxAge: '400d' })
    return ctx.response.redirect(HOME[principal!.device!.kind])
  }

  async signIn(ctx: HttpContext) {
    const { badge, pin } = await ctx.request.validateUsing(signInValidator)
    const device = ctx.screen.device?.principal.device ?? null
    const place = !device ? 'own_phone' : device.kind === 'control_room' ? 'control_room' : 'kiosk'
    const result = await signIn({ badge, pin, device, validMs: VALID_MS[place] })
    if (!result.ok) return refuse(ctx, 401, 'E_SIGN_IN', result.error)

    await this.#forget(ctx)
    ctx.session.regenerate()
    ctx.session.put(PERSON_TOKEN, result.value.token)
    return ctx.response.status(201).send({ data: { code: result.value.person.code } })
  }

  async leave(ctx: HttpContext) {
    await this.#forget(ctx)
    // The next person starts in the kiosk's own language again.
    if (ctx.screen.device) ctx.response.clearCookie('redline_lang')
    return ctx.response.noContent()
  }

  async #forget({ screen, session }: HttpContext): Promise<void> {
    if (screen.person) await signOut(screen.person.principal.tokenId)
    session.forget(PERSON_TOKEN)
  }
}
