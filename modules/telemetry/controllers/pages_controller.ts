import type { HttpContext } from '@adonisjs/core/http'

/** The page asks the API and the live stream for what it shows: here is only which page it is. */
export default class PagesController {
  controlRoom({ inertia }: HttpContext) {
    return inertia.render('control/control_room', {})
  }
}
