import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const CodesController = () => import('#modules/permits/controllers/codes_controller')
const CommandsController = () => import('#modules/permits/controllers/commands_controller')
const DistributionController = () => import('#modules/permits/controllers/distribution_controller')
const PermitsController = () => import('#modules/permits/controllers/permits_controller')
const RecordsController = () => import('#modules/permits/controllers/records_controller')

export function routes(): void {
  const at = (path: string) => `/api/v1/permits${path}`
  router.get(at('/distribution'), [DistributionController, 'index']).use(allow('permits.read'))
  router.get(at('/levels'), [RecordsController, 'levels']).use(allow('permits.read'))
  router.get(at('/crew'), [RecordsController, 'crew']).use(allow('permits.apply'))
  router.get(at('/key'), [CodesController, 'key']).use(allow('permits.verify'))
  router.post(at('/verify'), [CodesController, 'verify']).use(allow('permits.verify'))
  router.get(at('/places/:area/qr'), [CodesController, 'place']).use(allow('permits.suspend'))

  router.get(at(''), [PermitsController, 'index']).use(allow('permits.read'))
  router.post(at(''), [PermitsController, 'store']).use(allow('permits.apply'))
  router.get(at('/:id'), [PermitsController, 'show']).use(allow('permits.read'))
  router.patch(at('/:id'), [PermitsController, 'update']).use(allow('permits.apply'))
  router.get(at('/:id/qr'), [CodesController, 'permit']).use(allow('permits.read'))
  router.get(at('/:id/guardians'), [CommandsController, 'guardians']).use(allow('permits.read'))
  router.put(at('/:id/measures/:measureId'), [RecordsController, 'measure']).use(allow('permits.apply'))
  router.post(at('/:id/measures/:measureId'), [RecordsController, 'measure']).as('permits.measure').use(allow('permits.apply'))
  router.post(at('/:id/prints'), [RecordsController, 'print']).use(allow('permits.read'))
  router.get(at('/:id/gas-tests'), [RecordsController, 'gasTests']).use(allow('permits.read'))
  router.post(at('/:id/gas-tests'), [RecordsController, 'gasTest']).use(allow('permits.test_gas'))

  router.get(at('/:id/commands'), [CommandsController, 'index']).use(allow('permits.read'))
  router.post(at('/:id/submit'), [CommandsController, 'submit']).use(allow('permits.apply'))
  router.post(at('/:id/assign_guardian'), [CommandsController, 'assignGuardian']).use(allow('permits.apply'))
  router.post(at('/:id/accept'), [CommandsController, 'accept']).use(allow('permits.guard'))
  router.post(at('/:id/decline'), [CommandsController, 'decline']).use(allow('permits.guard'))
  router.post(at('/:id/approve'), [CommandsController, 'approve']).use(allow('permits.approve'))
  router.post(at('/:id/reject'), [CommandsController, 'reject']).use(allow('permits.approve'))
  router.post(at('/:id/withdraw'), [CommandsController, 'withdraw']).use(allow('permits.apply'))
  router.post(at('/:id/cancel'), [CommandsController, 'cancel']).use(allow('permits.suspend'))
  router.post(at('/:id/start'), [CommandsController, 'start']).use(allow('permits.guard'))
  router.post(at('/:id/suspend'), [CommandsController, 'suspend']).use(allow('permits.read'))
  router.post(at('/:id/resume'), [CommandsController, 'resume']).use(allow('permits.guard'))
  router.post(at('/:id/finish'), [CommandsController, 'finish']).use(allow('permits.guard'))
  router.post(at('/:id/close'), [CommandsController, 'close']).use(allow('permits.approve'))
}
