import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import AllowMiddleware, { type Policy } from '#app/identity/middleware/allow_middleware'

type RouteMiddleware = ((ctx: HttpContext, next: NextFn) => Promise<unknown>) & { policy: Policy }

const guard = (policy: Policy): RouteMiddleware =>
  Object.assign((ctx: HttpContext, next: NextFn) => new AllowMiddleware().handle(ctx, next, policy), { policy })

/** `.use(allow('permits.read'))` on a route of `/api`: who may call it. A route without one fails the tests. */
export function allow(permission: string): RouteMiddleware {
  return guard({ permission })
}

/** Anyone who is signed in, person or device. */
allow.anyone = (): RouteMiddleware => guard({ anyone: true })
