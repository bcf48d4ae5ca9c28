import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const DrillsController = () => import('#modules/drills/controllers/drills_controller')

export function routes(): void {
  router.get('/api/v1/drills', [DrillsController, 'index']).use(allow('board.read'))
  router.post('/api/v1/drills', [DrillsController, 'store']).use(allow('drills.run'))
  router.get('/api/v1/drills/:id', [DrillsController, 'show']).use(allow('board.read'))
  router.post('/api/v1/drills/:id/answers', [DrillsController, 'answer']).use(allow.anyone())
  router.post('/api/v1/drills/:id/end', [DrillsController, 'end']).use(allow('drills.run'))
}
