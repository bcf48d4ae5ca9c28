import type { HttpContext } from '@adonisjs/core/http'

export default class PagesController {
  stops({ inertia, request }: HttpContext) {
    return inertia.render('stops/stops', { incident: String(request.qs().incident ?? '') || null })
  }
}
