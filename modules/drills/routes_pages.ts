import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#modules/drills/controllers/pages_controller')

export function pages(): void {
  router.get('/drills', [PagesController, 'drills']).use(allowPage('board.read'))
}
