import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#app/bypasses/controllers/pages_controller')

export function pages(): void {
  router.get('/bypasses', [PagesController, 'ledger']).use(allowPage('board.read'))
}
