import type { HttpContext } from '@adonisjs/core/http'

/** Pages ask the API for what they show: here is only which page it is. */
export default class HazardPagesController {
  list({ inertia }: HttpContext) {
    return inertia.render('hazards/list', {})
  }

  create({ inertia }: HttpContext) {
    return inertia.render('hazards/new', {})
  }

  show({ inertia, params }: HttpContext) {
    return inertia.render('hazards/show', { id: String(params.id) })
  }
}
