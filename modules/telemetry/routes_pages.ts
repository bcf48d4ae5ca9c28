import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#modules/telemetry/controllers/pages_controller')

export function pages(): void {
  router.get('/control', [PagesController, 'controlRoom']).use(allowPage('alarms.read'))
  router.get('/trends', [PagesController, 'trends']).use(allowPage('points.read'))
}
