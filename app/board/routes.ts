import router from '@adonisjs/core/services/router'
import transmit from '@adonisjs/transmit/services/main'
import { allow } from '#app/identity/index'

const BoardController = () => import('#app/board/controllers/board_controller')
const BlindSpotsController = () => import('#app/board/controllers/blind_spots_controller')
const HealthController = () => import('#app/board/controllers/health_controller')
const MineController = () => import('#app/board/controllers/mine_controller')

export function routes(): void {
  router.get('/api/v1/board', [BoardController, 'show']).use(allow('board.read'))
  router.get('/api/v1/blind-spots', [BlindSpotsController, 'index']).use(allow('board.read'))
  router.get('/api/v1/mine', [MineController, 'index']).use(allow.anyone())
  router.get('/health/live', [HealthController, 'live'])
  router.get('/health/ready', [HealthController, 'ready'])
  transmit.registerRoutes()
}
