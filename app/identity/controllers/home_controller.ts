import type { HttpContext } from '@adonisjs/core/http'

/** The pages before and around the subjects: home, sign-in, inbox, the parts' gallery. */
export default class HomeController {
  async home({ screen, inertia, response }: HttpContext) {
    const kind = screen.device?.principal.device?.kind
    if (!screen.device) return response.redirect('/phone')
    if (kind === 'gate') return response.redirect('/gate')
    if (kind === 'control_room') return response.redirect('/control')
    if (kind === 'board') return response.redirect('/board')
    return inertia.render('home/home', {})
  }

  async phone({ inertia }: HttpContext) {
    return inertia.render('home/home', {})
  }

  async signIn({ inertia, request, screen, response }: HttpContext) {
    const next = ownPath(request.input('next'))
    if (screen.person) return response.redirect(next)
    return inertia.render('home/sign_in', { next })
  }

  async inbox({ inertia }: HttpContext) {
    return inertia.render('home/inbox', {})
  }

  async scan({ inertia }: HttpContext) {
    return inertia.render('home/scan', {})
  }

  async area({ inertia, params }: HttpContext) {
    return inertia.render('home/area', { code: params.code ?? null })
  }

  async gallery({ inertia }: HttpContext) {
    return inertia.render('gallery/gallery', {})
  }
}

/** Only a path of our own: a link from elsewhere must not lead away after the PIN was entered. */
function ownPath(wanted: unknown): string {
  return typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) && wanted.length < 500 ? wanted : '/'
}
