import type { HttpContext } from '@adonisjs/core/http'

export default class PagesController {
  /** The drill that runs, those that were, and the start of a new one. */
  async drills({ inertia }: HttpContext) {
    return inertia.render('drills/drills', {})
  }
}
