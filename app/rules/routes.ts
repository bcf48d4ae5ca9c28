import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const RulesController = () => import('#app/rules/controllers/rules_controller')
const RuleBacktestsController = () => import('#app/rules/controllers/rule_backtests_controller')
const RuleCommandsController = () => import('#app/rules/controllers/rule_commands_controller')

export function routes(): void {
  const at = (path: string) => `/api/v1/rules${path}`
  router.get(at(''), [RulesController, 'index']).use(allow('rules.read'))
  router.post(at(''), [RulesController, 'store']).use(allow('rules.write'))
  router.get(at('/vocabulary'), [RulesController, 'vocabulary']).use(allow('rules.read'))
  router.get(at('/vocabulary/:kind'), [RulesController, 'codes']).use(allow('rules.read'))
  router.get(at('/firings'), [RulesController, 'firings']).use(allow('rules.read'))
  router.get(at('/:code'), [RulesController, 'show']).use(allow('rules.read'))
  router.post(at('/:code/check'), [RulesController, 'check']).use(allow('rules.write'))
  router.post(at('/:code/backtest'), [RuleBacktestsController, 'store']).use(allow('rules.write'))
  router.post(at('/:code/publish'), [RuleCommandsController, 'publish']).use(allow('rules.publish'))
  router.post(at('/:code/enable'), [RuleCommandsController, 'enable']).use(allow('rules.publish'))
  router.post(at('/:code/shadow'), [RuleCommandsController, 'shadow']).use(allow('rules.publish'))
  router.post(at('/:code/disable'), [RuleCommandsController, 'disable']).use(allow('rules.publish'))
}
