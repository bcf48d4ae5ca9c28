import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PredictionsController = () => import('#app/predictions/controllers/predictions_controller')

export function pages(): void {
  router.get('/predictions', [PredictionsController, 'page']).use(allowPage('points.read'))
}
