import type { HttpContext } from '@adonisjs/core/http'

/** The pages read over the API; here is only which one it is. */
export default class RulePagesController {
  list({ inertia }: HttpContext) {
    return inertia.render('rules/list', {})
  }

  create({ inertia }: HttpContext) {
    return inertia.render('rules/edit', { code: null })
  }

  edit({ inertia, params }: HttpContext) {
    return inertia.render('rules/edit', { code: String(params.code) })
  }
}
