import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PlantBoardController = () => import('#app/board/controllers/plant_board_controller')

export function pages(): void {
  router.get('/board', [PlantBoardController, 'show']).use(allowPage('board.read'))
}
