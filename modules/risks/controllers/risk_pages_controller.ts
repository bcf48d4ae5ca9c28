import type { HttpContext } from '@adonisjs/core/http'

/** Pages ask the API for what they show: here is only which page it is. */
export default class RiskPagesController {
  register({ inertia }: HttpContext) {
    return inertia.render('risks/register', {})
  }

  incidents({ inertia }: HttpContext) {
    return inertia.render('risks/incidents', {})
  }

  incident({ inertia, params }: HttpContext) {
    return inertia.render('risks/incident', { id: String(params.id) })
  }

  task({ inertia, params }: HttpContext) {
    return inertia.render('risks/task', { id: String(params.id) })
  }
}
