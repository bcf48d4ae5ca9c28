import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PlantBoardController = () => import('#app/board/controllers/plant_board_controller')
const BlindPagesController = () => import('#app/board/controllers/blind_pages_controller')

export function pages(): void {
  router.get('/blind-spots', [BlindPagesController, 'blindSpots']).use(allowPage('board.read'))
  router.get('/board', [PlantBoardController, 'show']).use(allowPage('board.read'))
}
