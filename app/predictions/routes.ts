import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const PredictionsController = () => import('#app/predictions/controllers/predictions_controller')

export function routes(): void {
  router.get('/api/v1/predictions', [PredictionsController, 'index']).use(allow('points.read'))
  router.get('/api/v1/predictions/records', [PredictionsController, 'records']).use(allow('points.read'))
}
