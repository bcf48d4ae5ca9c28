import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AreasController = () => import('#app/plant/controllers/areas_controller')
const EquipmentController = () => import('#app/plant/controllers/equipment_controller')

/** `/api/v1/equipment/:code/authorizations` belongs to the room that gives permissives. */
export function routes(): void {
  router.get('/api/v1/areas', [AreasController, 'index']).use(allow('plant.read'))
  router.post('/api/v1/areas', [AreasController, 'store']).use(allow('plant.apply'))
  router.get('/api/v1/areas/:code', [AreasController, 'show']).use(allow('plant.read'))
  router.get('/api/v1/equipment', [EquipmentController, 'index']).use(allow('plant.read'))
  router.post('/api/v1/equipment', [EquipmentController, 'store']).use(allow('plant.apply'))
  router.get('/api/v1/equipment/:code', [EquipmentController, 'show']).use(allow('plant.read'))
}
