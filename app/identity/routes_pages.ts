import router from '@adonisjs/core/services/router'
import limiter from '@adonisjs/limiter/services/main'
import { allowPage } from '#app/identity/middleware/allow_page'

const HomeController = () => import('#app/identity/controllers/home_controller')
const ScreenController = () => import('#app/identity/controllers/screen_controller')

/** As for `/api/v1/session`; a gate with a queue stays below it. */
const slowDown = limiter.define('screen', (ctx) => limiter.allowRequests(60).every('1 minute').usingKey(`screen:${ctx.request.ip()}`))

export function pages(): void {
  router.get('/', [HomeController, 'home'])
  router.get('/phone', [HomeController, 'phone'])
  router.get('/sign-in', [HomeController, 'signIn'])
  router.get('/inbox', [HomeController, 'inbox']).use(allowPage.anyone())
  router.get('/scan', [HomeController, 'scan']).use(allowPage.anyone())
  router.get('/area/:code?', [HomeController, 'area']).use(allowPage('board.read'))
  router.get('/gallery', [HomeController, 'gallery']).use(allowPage('plant.read'))
  router.get('/pair/:code', [ScreenController, 'pair']).use(slowDown)
  router.post('/session', [ScreenController, 'signIn']).use(slowDown)
  router.post('/session/leave', [ScreenController, 'leave'])
}
