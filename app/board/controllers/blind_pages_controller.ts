import type { HttpContext } from '@adonisjs/core/http'

/** What is not known, for people. */
export default class BlindPagesController {
  async blindSpots({ inertia }: HttpContext) {
    return inertia.render('blind/blind_spots', {})
  }
}
