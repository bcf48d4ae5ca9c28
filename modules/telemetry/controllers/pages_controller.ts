import type { HttpContext } from '@adonisjs/core/http'

/** The page asks the API and the live stream for what it shows: here is only which page it is. */
export default class PagesController {
  controlRoom({ inertia }: HttpContext) {
    return inertia.render('control/control_room', {})
  }

  sources({ inertia }: HttpContext) {
    return inertia.render('sources/list', {})
  }

  source({ inertia, params }: HttpContext) {
    return inertia.render('sources/show', { code: String(params.code) })
  }

  checks({ inertia }: HttpContext) {
    return inertia.render('checks/list', {})
  }

  check({ inertia, params }: HttpContext) {
    return inertia.render('checks/show', { code: String(params.code) })
  }

  /** `?point=` once or several times: what is drawn first. */
  trends({ inertia, request }: HttpContext) {
    const given: unknown = request.qs().point ?? []
    const points = (Array.isArray(given) ? given : [given]).map(String).slice(0, 4)
    return inertia.render('trends/trends', { points })
  }
}
