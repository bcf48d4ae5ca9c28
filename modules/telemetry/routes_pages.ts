import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#modules/telemetry/controllers/pages_controller')

export function pages(): void {
  router.get('/sources', [PagesController, 'sources']).use(allowPage('sources.probe'))
  router.get('/sources/:code', [PagesController, 'source']).use(allowPage('sources.probe'))
  router.get('/control', [PagesController, 'controlRoom']).use(allowPage('alarms.read'))
  router.get('/checks', [PagesController, 'checks']).use(allowPage('points.read'))
  router.get('/checks/:code', [PagesController, 'check']).use(allowPage('points.read'))
  router.get('/trends', [PagesController, 'trends']).use(allowPage('points.read'))
}
