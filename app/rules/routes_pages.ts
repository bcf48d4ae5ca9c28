import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const RulePagesController = () => import('#app/rules/controllers/rule_pages_controller')

export function pages(): void {
  router.get('/rules', [RulePagesController, 'list']).use(allowPage('rules.read'))
  router.get('/rules/new', [RulePagesController, 'create']).use(allowPage('rules.write'))
  router.get('/rules/:code', [RulePagesController, 'edit']).use(allowPage('rules.read'))
}
