import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const HazardCommandsController = () => import('#modules/hazards/controllers/hazard_commands_controller')
const HazardsController = () => import('#modules/hazards/controllers/hazards_controller')

export function routes(): void {
  const at = (path: string) => `/api/v1/hazards${path}`
  router.get(at('/types'), [HazardsController, 'types']).use(allow.anyone())
  router.get(at(''), [HazardsController, 'index']).use(allow('hazards.read'))
  router.post(at(''), [HazardsController, 'store']).use(allow('hazards.report'))
  router.get(at('/:id'), [HazardsController, 'show']).use(allow('hazards.read'))
  router.get(at('/:id/commands'), [HazardCommandsController, 'index']).use(allow('hazards.read'))
  router.get(at('/:id/candidates'), [HazardCommandsController, 'candidates']).use(allow('hazards.dispatch'))
  router.post(at('/:id/dispatch'), [HazardCommandsController, 'dispatch']).use(allow('hazards.dispatch'))
  router.post(at('/:id/rectify'), [HazardCommandsController, 'rectify']).use(allow('hazards.rectify'))
  router.post(at('/:id/verify'), [HazardCommandsController, 'verify']).use(allow('hazards.verify'))
  router.post(at('/:id/return'), [HazardCommandsController, 'returnBack']).use(allow('hazards.verify'))
  router.post(at('/:id/close'), [HazardCommandsController, 'close']).use(allow('hazards.close'))
  router.post(at('/:id/request_extension'), [HazardCommandsController, 'requestExtension']).use(allow('hazards.rectify'))
  router.post(at('/:id/approve_extension'), [HazardCommandsController, 'approveExtension']).use(allow('hazards.dispatch'))
  router.post(at('/:id/cancel'), [HazardCommandsController, 'cancel']).use(allow('hazards.close'))
  router.post(at('/:id/mark_duplicate'), [HazardCommandsController, 'markDuplicate']).use(allow('hazards.close'))
}
