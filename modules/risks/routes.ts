import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const IncidentsController = () => import('#modules/risks/controllers/incidents_controller')
const LevelsController = () => import('#modules/risks/controllers/levels_controller')
const ResponsesController = () => import('#modules/risks/controllers/responses_controller')
const WarningsController = () => import('#modules/risks/controllers/warnings_controller')
const RuleTasksController = () => import('#modules/risks/controllers/rule_tasks_controller')
const RisksController = () => import('#modules/risks/controllers/risks_controller')

export function routes(): void {
  router.get('/api/v1/risks', [RisksController, 'index']).use(allow('risks.read'))
  router.post('/api/v1/risks', [RisksController, 'store']).use(allow('risks.write'))
  router.get('/api/v1/risks/grades', [RisksController, 'grades']).use(allow('risks.read'))
  router.get('/api/v1/risks/:id', [RisksController, 'show']).use(allow('risks.read'))
  router.post('/api/v1/risks/:id/publish', [RisksController, 'publish']).use(allow('risks.write'))

  router.get('/api/v1/levels', [LevelsController, 'index']).use(allow('risks.read'))
  router.get('/api/v1/levels/history', [LevelsController, 'history']).use(allow('risks.read'))
  router.post('/api/v1/levels/changes', [LevelsController, 'store']).use(allow('risks.write'))
  router.post('/api/v1/levels/changes/:id/end', [LevelsController, 'end']).use(allow('risks.write'))

  router.get('/api/v1/incidents', [IncidentsController, 'index']).use(allow('incidents.read'))
  router.get('/api/v1/incidents/:id', [IncidentsController, 'show']).use(allow('incidents.read'))
  router.get('/api/v1/incidents/:id/commands', [IncidentsController, 'commands']).use(allow('incidents.read'))
  router.post('/api/v1/incidents/:id/tasks/:task/done', [IncidentsController, 'task']).use(allow('incidents.read'))
  router.post('/api/v1/incidents/:id/end', [IncidentsController, 'end']).use(allow('incidents.manage'))

  router.get('/api/v1/incidents/:id/responses', [ResponsesController, 'index']).use(allow('incidents.read'))
  router.post('/api/v1/incidents/:id/responses', [ResponsesController, 'store']).use(allow('incidents.read'))
  router.get('/api/v1/incidents/:id/deliveries', [ResponsesController, 'deliveries']).use(allow('incidents.read'))
  router.get('/api/v1/warnings', [WarningsController, 'index']).use(allow('risks.read'))
  router.get('/api/v1/warnings/:id', [WarningsController, 'show']).use(allow('risks.read'))
  router.post('/api/v1/warnings/:id/end', [WarningsController, 'end']).use(allow('risks.write'))

  // Whose a task is, is asked of the task itself.
  router.get('/api/v1/tasks', [RuleTasksController, 'index']).use(allow('incidents.read'))
  router.get('/api/v1/tasks/:id', [RuleTasksController, 'show']).use(allow.anyone())
  router.post('/api/v1/tasks/:id/done', [RuleTasksController, 'done']).use(allow.anyone())

  router.get('/api/v1/plans', [IncidentsController, 'plans']).use(allow('incidents.read'))
  router.get('/api/v1/cards/:code', [IncidentsController, 'card']).use(allow.anyone())
}
