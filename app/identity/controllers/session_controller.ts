import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { signIn } from '#app/identity/actions/sign_in'
import { signOut } from '#app/identity/actions/sign_out'
import { refuse } from '#app/kernel/http/refuse'

const signInValidator = vine.create({
  badge: vine.string().trim().minLength(1).maxLength(64),
  pin: vine.string().regex(/^\d{6}$/),
})

/** A shift with its handover. */
const TERMINAL_SESSION_MS = 9 * 3_600_000

export default class SessionController {
  static input = { store: { body: signInValidator } }

  async store(ctx: HttpContext) {
    const { badge, pin } = await ctx.request.validateUsing(signInValidator)
    const result = await signIn({ badge, pin, device: null, validMs: TERMINAL_SESSION_MS })
    if (!result.ok) return refuse(ctx, 401, 'E_SIGN_IN', result.error)

    const { person, token, expiresAt } = result.value
    return ctx.response.created({
      data: { token, expires_at: expiresAt, person: { id: person.id, code: person.code, name: person.name, name_en: person.nameEn } },
    })
  }

  async destroy(ctx: HttpContext) {
    await signOut(ctx.principal.tokenId)
    return ctx.response.noContent()
  }

  async show({ principal }: HttpContext) {
    return { data: { person: principal.person, device: principal.device, permissions: [...principal.permissions].sort() } }
  }
}
