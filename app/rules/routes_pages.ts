import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#app/rules/controllers/pages_controller')

export function pages(): void {
  router.get('/rules', [PagesController, 'list']).use(allowPage('rules.read'))
  router.get('/rules/new', [PagesController, 'create']).use(allowPage('rules.write'))
  router.get('/rules/:code', [PagesController, 'edit']).use(allowPage('rules.read'))
}
