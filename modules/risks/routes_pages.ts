import router from '@adonisjs/core/services/router'
import limiter from '@adonisjs/limiter/services/main'
import { allowPage } from '#app/identity/index'

const CallsController = () => import('#modules/risks/controllers/calls_controller')
const CardsController = () => import('#modules/risks/controllers/cards_controller')
const RiskPagesController = () => import('#modules/risks/controllers/risk_pages_controller')

/** A token has 128 bits; this is against those who try all the same. */
const slowDown = limiter.define('call_link', (ctx) => limiter.allowRequests(60).every('1 minute').usingKey(`call_link:${ctx.request.ip()}`))

export function pages(): void {
  router.get('/risks', [RiskPagesController, 'register']).use(allowPage('risks.read'))
  router.get('/incidents', [RiskPagesController, 'incidents']).use(allowPage('incidents.read'))
  router.get('/incidents/:id', [RiskPagesController, 'incident']).use(allowPage('incidents.read'))
  router.get('/tasks/:id', [RiskPagesController, 'task']).use(allowPage.anyone())
  router.get('/cards/keeper.js', [CardsController, 'keeper'])
  router.get('/cards/:code', [CardsController, 'show']).use(allowPage('incidents.read'))
  router.get('/r/:token', [CallsController, 'show']).use(slowDown)
  router.post('/r/:token', [CallsController, 'answer']).use(slowDown)
}
