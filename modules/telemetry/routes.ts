import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AlarmsController = () => import('#modules/telemetry/controllers/alarms_controller')
const OutputsController = () => import('#modules/telemetry/controllers/outputs_controller')
const PointsController = () => import('#modules/telemetry/controllers/points_controller')
const ReadingsController = () => import('#modules/telemetry/controllers/readings_controller')
const SourcesController = () => import('#modules/telemetry/controllers/sources_controller')

export function routes(): void {
  router.post('/api/v1/readings', [ReadingsController, 'store']).use(allow('points.write'))
  router.get('/api/v1/points', [PointsController, 'index']).use(allow('points.read'))
  router.get('/api/v1/points/:code', [PointsController, 'show']).use(allow('points.read'))
  router.get('/api/v1/points/:code/readings', [PointsController, 'readings']).use(allow('points.read'))
  router.get('/api/v1/sources', [SourcesController, 'index']).use(allow('points.read'))
  router.post('/api/v1/sources/:code/probe', [SourcesController, 'probe']).use(allow('sources.probe'))

  router.get('/api/v1/alarms', [AlarmsController, 'index']).use(allow('alarms.read'))
  router.get('/api/v1/alarms/:id/commands', [AlarmsController, 'commands']).use(allow('alarms.read'))
  router.post('/api/v1/alarms/:id/acknowledge', [AlarmsController, 'acknowledge']).use(allow('alarms.acknowledge'))
  router.post('/api/v1/alarms/:id/reset', [AlarmsController, 'reset']).use(allow('alarms.reset'))
  router.post('/api/v1/alarms/:id/shelve', [AlarmsController, 'shelve']).use(allow('alarms.shelve'))
  router.post('/api/v1/alarms/:id/unshelve', [AlarmsController, 'unshelve']).use(allow('alarms.shelve'))

  router.get('/api/v1/outputs', [OutputsController, 'index']).use(allow('points.read'))
  router.post('/api/v1/outputs/:code/command', [OutputsController, 'command']).use(allow('outputs.command'))
}
