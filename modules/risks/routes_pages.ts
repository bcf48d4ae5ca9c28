import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const RiskPagesController = () => import('#modules/risks/controllers/risk_pages_controller')

export function pages(): void {
  router.get('/risks', [RiskPagesController, 'register']).use(allowPage('risks.read'))
  router.get('/incidents', [RiskPagesController, 'incidents']).use(allowPage('incidents.read'))
  router.get('/incidents/:id', [RiskPagesController, 'incident']).use(allowPage('incidents.read'))
  router.get('/cards/:code', [RiskPagesController, 'card']).use(allowPage('incidents.read'))
}
