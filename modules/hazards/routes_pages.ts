import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const HazardPagesController = () => import('#modules/hazards/controllers/hazard_pages_controller')

export function pages(): void {
  router.get('/hazards', [HazardPagesController, 'list']).use(allowPage('hazards.read'))
  router.get('/hazards/new', [HazardPagesController, 'create']).use(allowPage('hazards.report'))
  router.get('/hazards/:id', [HazardPagesController, 'show']).use(allowPage('hazards.read'))
}
