import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#app/integrations/controllers/pages_controller')

export function pages(): void {
  router.get('/stops', [PagesController, 'stops']).use(allowPage('stops.read'))
}
