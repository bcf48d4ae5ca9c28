import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { explain } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'

/**
 * `.use(allowPage('permits.read'))` on a page: who may see it. Somebody who may not yet is asked to sign in and comes
 * back to the page; somebody who may not at all is told why. What the page then does is guarded by `/api` again.
 */
export function allowPage(permission: string) {
  return async (ctx: HttpContext, next: NextFn): Promise<unknown> => {
    const holder = ctx.screen.person ?? ctx.screen.device
    if (!holder) return toSignIn(ctx)
    if (holder.principal.permissions.has(permission)) return next()
    if (!ctx.screen.person) return toSignIn(ctx)
    // What a middleware returns is nobody's answer: it is sent here.
    return ctx.response.status(403).send(await ctx.inertia.render('home/refused', { why: refusal(ctx, permission) }))
  }
}

/** Any paired device and anyone who has signed in. */
allowPage.anyone = () => async (ctx: HttpContext, next: NextFn): Promise<unknown> => {
  return ctx.screen.person || ctx.screen.device ? next() : toSignIn(ctx)
}

const toSignIn = (ctx: HttpContext) => ctx.response.redirect(`/sign-in?next=${encodeURIComponent(ctx.request.url(true))}`)

function refusal(ctx: HttpContext, permission: string) {
  return explain(ctx.i18n, reason('identity.not_allowed', { permission }))
}
