import type { HttpContext } from '@adonisjs/core/http'

/** Pages ask the API for what they show: here is only which page it is. */
export default class PagesController {
  list({ inertia }: HttpContext) {
    return inertia.render('permits/list', {})
  }

  verify({ inertia }: HttpContext) {
    return inertia.render('permits/verify', {})
  }

  signs({ inertia }: HttpContext) {
    return inertia.render('permits/signs', {})
  }

  create({ inertia }: HttpContext) {
    return inertia.render('permits/new', { id: null })
  }

  edit({ inertia, params }: HttpContext) {
    return inertia.render('permits/new', { id: String(params.id) })
  }

  print({ inertia, params }: HttpContext) {
    return inertia.render('permits/print', { id: String(params.id) })
  }

  show({ inertia, params }: HttpContext) {
    return inertia.render('permits/show', { id: String(params.id) })
  }
}
