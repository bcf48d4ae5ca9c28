import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#modules/personnel/controllers/pages_controller')

export function pages(): void {
  router.get('/gate', [PagesController, 'gate']).use(allowPage('access.decide'))
  router.get('/gate/guard', [PagesController, 'guard']).use(allowPage('access.read'))
  router.get('/muster', [PagesController, 'musters']).use(allowPage('presence.read'))
  router.get('/muster/:id', [PagesController, 'muster']).use(allowPage('presence.read'))
  router.get('/stays', [PagesController, 'stays']).use(allowPage('presence.read'))
  router.get('/equipment/check', [PagesController, 'equipment']).use(allowPage('plant.read'))
}
