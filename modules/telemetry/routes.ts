import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AlarmsController = () => import('#modules/telemetry/controllers/alarms_controller')
const HistoryController = () => import('#modules/telemetry/controllers/history_controller')
const OutOfServiceController = () => import('#modules/telemetry/controllers/out_of_service_controller')
const OutputsController = () => import('#modules/telemetry/controllers/outputs_controller')
const PointChecksController = () => import('#modules/telemetry/controllers/point_checks_controller')
const PointsController = () => import('#modules/telemetry/controllers/points_controller')
const ReadingsController = () => import('#modules/telemetry/controllers/readings_controller')
const SourcesController = () => import('#modules/telemetry/controllers/sources_controller')

export function routes(): void {
  const at = (path: string) => `/api/v1${path}`
  router.post(at('/readings'), [ReadingsController, 'store']).use(allow('points.write'))
  router.get(at('/points'), [PointsController, 'index']).use(allow('points.read'))
  router.get(at('/points/checks'), [PointChecksController, 'index']).use(allow('points.read'))
  router.get(at('/points/:code'), [PointsController, 'show']).use(allow('points.read'))
  router.get(at('/points/:code/readings'), [PointsController, 'readings']).use(allow('points.read'))
  router.get(at('/points/:code/trend'), [PointsController, 'trend']).use(allow('points.read'))
  router.get(at('/history'), [HistoryController, 'show']).use(allow('points.read'))

  router.get(at('/alarms'), [AlarmsController, 'index']).use(allow('alarms.read'))
  router.get(at('/alarms/lines'), [AlarmsController, 'lines']).use(allow('alarms.read'))
  router.get(at('/alarms/kpis'), [AlarmsController, 'kpis']).use(allow('alarms.read'))
  router.post(at('/alarms/acknowledge'), [AlarmsController, 'acknowledgeMany']).use(allow('alarms.acknowledge'))
  router.get(at('/alarms/out-of-service'), [OutOfServiceController, 'index']).use(allow('alarms.read'))
  router.post(at('/conditions/:code/out-of-service'), [OutOfServiceController, 'store']).use(allow('alarms.shelve'))
  router.post(at('/conditions/:code/in-service'), [OutOfServiceController, 'end']).use(allow('alarms.shelve'))
  router.get(at('/points/:code/checks'), [PointChecksController, 'show']).use(allow('points.read'))
  router.post(at('/points/:code/checks'), [PointChecksController, 'store']).use(allow('alarms.shelve'))
  router.get(at('/alarms/:id'), [AlarmsController, 'show']).use(allow('alarms.read'))
  router.get(at('/alarms/:id/commands'), [AlarmsController, 'commands']).use(allow('alarms.read'))
  router.post(at('/alarms/:id/acknowledge'), [AlarmsController, 'acknowledge']).use(allow('alarms.acknowledge'))
  router.post(at('/alarms/:id/reset'), [AlarmsController, 'reset']).use(allow('alarms.reset'))
  router.post(at('/alarms/:id/shelve'), [AlarmsController, 'shelve']).use(allow('alarms.shelve'))
  router.post(at('/alarms/:id/unshelve'), [AlarmsController, 'unshelve']).use(allow('alarms.shelve'))

  router.get(at('/outputs'), [OutputsController, 'index']).use(allow('points.read'))
  router.post(at('/outputs/:code/command'), [OutputsController, 'command']).use(allow('outputs.command'))
  router.get(at('/sources'), [SourcesController, 'index']).use(allow('points.read'))
  router.get(at('/sources/:code'), [SourcesController, 'show']).use(allow('points.read'))
  router.post(at('/points/:code/commission'), [SourcesController, 'commission']).use(allow('plant.apply'))
  router.post(at('/sources/:code/probe'), [SourcesController, 'probe']).use(allow('sources.probe'))
}
