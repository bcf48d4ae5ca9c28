import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const BypassesController = () => import('#app/bypasses/controllers/bypasses_controller')

export function routes(): void {
  router.get('/api/v1/bypasses', [BypassesController, 'index']).use(allow('board.read'))
  router.get('/api/v1/bypasses/kinds', [BypassesController, 'kinds']).use(allow('bypasses.open'))
  router.post('/api/v1/bypasses', [BypassesController, 'store']).use(allow('bypasses.open'))
  router.post('/api/v1/bypasses/:id/end', [BypassesController, 'end']).use(allow('bypasses.open'))
}
