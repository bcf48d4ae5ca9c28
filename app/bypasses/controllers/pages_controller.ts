import type { HttpContext } from '@adonisjs/core/http'

export default class PagesController {
  /** The ledger of everything that is set aside. */
  async ledger({ inertia }: HttpContext) {
    return inertia.render('bypasses/ledger', {})
  }
}
