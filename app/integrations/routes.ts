import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const OpenapiController = () => import('#app/integrations/controllers/openapi_controller')
const StopsController = () => import('#app/integrations/controllers/stops_controller')

export function routes(): void {
  router.get('/api/v1/openapi.json', [OpenapiController, 'show'])

  router.get('/api/v1/stops', [StopsController, 'index']).use(allow('stops.read'))
  router.get('/api/v1/stops/options', [StopsController, 'options']).use(allow('stops.read'))
  router.post('/api/v1/stops', [StopsController, 'store']).use(allow('stops.request'))
  router.get('/api/v1/stops/:id', [StopsController, 'show']).use(allow('stops.read'))
  router.post('/api/v1/stops/:id/confirm', [StopsController, 'confirm']).use(allow('stops.confirm'))
  router.post('/api/v1/stops/:id/withdraw', [StopsController, 'withdraw']).use(allow('stops.read'))
}
