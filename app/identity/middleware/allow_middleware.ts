import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { answerRepeats } from '#app/identity/middleware/repeat_middleware'
import { findPrincipal } from '#app/identity/queries/find_principal'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'

/** `permission`: what the caller needs; `anyone: true`: any person or device that is signed in. */
export type Policy = { permission: string } | { anyone: true }

/** The one door of `/api`: finds out who is calling and whether that is allowed. Every route names its policy. */
export default class AllowMiddleware {
  async handle(ctx: HttpContext, next: NextFn, policy: Policy) {
    const header = ctx.request.header('authorization') ?? ''
    const token = header.startsWith('Bearer ') ? header.slice(7) : null
    const principal = token ? await findPrincipal(token) : null
    if (!principal) return refuse(ctx, 401, 'E_UNAUTHENTICATED', [reason('identity.not_signed_in')])

    ctx.principal = principal
    if ('permission' in policy && !principal.permissions.has(policy.permission))
      return refuse(ctx, 403, 'E_FORBIDDEN', [reason('identity.not_allowed', { permission: policy.permission })])
    return answerRepeats(ctx, next)
  }
}
