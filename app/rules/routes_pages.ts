import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#app/rules/controllers/pages_controller')

export function pages(): void {
  router.get('/rules', [PagesController, 'list']).as('rules.pages.list').use(allowPage('rules.read'))
  router.get('/rules/new', [PagesController, 'create']).as('rules.pages.create').use(allowPage('rules.write'))
  router.get('/rules/:code', [PagesController, 'edit']).as('rules.pages.edit').use(allowPage('rules.read'))
}
