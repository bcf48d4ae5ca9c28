import router from '@adonisjs/core/services/router'
import type { VineValidator } from '@vinejs/vine'

type Validator = VineValidator<any, any>
/** A controller says with `static input` which validator each of its methods runs over the query or the body. */
export type ControllerInput = Record<string, { query?: Validator; body?: Validator }>

export interface DescribedRoute {
  method: string
  /** `/api/v1/permits/{id}` */
  path: string
  controller: string
  action: string
  /** The permission that the caller needs; null: anyone who is signed in; undefined: open. */
  permission: string | null | undefined
  query: Validator | null
  body: Validator | null
}

const PREFIX = '/api/v1'

/** Every route of the API with its policy and its validators, read from the router itself: nothing is listed twice. */
export async function describeRoutes(): Promise<DescribedRoute[]> {
  const routes = Object.values(router.toJSON()).flat().filter((route) => route.pattern.startsWith(PREFIX))
  const described = await Promise.all(
    routes.map(async (route) => {
      const { controller, action, input } = await handlerOf(route.handler)
      const policy = [...route.middleware.all()].map((entry: any) => entry.policy ?? entry.handle?.policy).find(Boolean)
      const path = route.pattern.replaceAll(/:(\w+)\??/g, '{$1}')
      const permission = policy ? ((policy.permission as string | undefined) ?? null) : undefined
      return route.methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({ method, path, controller, action, permission, query: input?.query ?? null, body: input?.body ?? null }))
    })
  )
  return described.flat().sort((a, b) => a.path.localeCompare(b.path) || a.method.localeCompare(b.method))
}

async function handlerOf(handler: any): Promise<{ controller: string; action: string; input: ControllerInput[string] | undefined }> {
  const [loader, action = 'handle'] = Array.isArray(handler.reference) ? handler.reference : [null]
  if (!loader) return { controller: 'inline', action: 'handle', input: undefined }
  const loaded = typeof loader === 'function' && !loader.prototype?.constructor ? await loader() : loader
  const Controller = loaded.default ?? loaded
  return { controller: Controller.name, action, input: Controller.input?.[action] }
}
