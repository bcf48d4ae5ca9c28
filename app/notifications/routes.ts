import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const EscalationsController = () => import('#app/notifications/controllers/escalations_controller')
const InboxController = () => import('#app/notifications/controllers/inbox_controller')

export function routes(): void {
  router.get('/api/v1/inbox', [InboxController, 'index']).use(allow.anyone())
  router.post('/api/v1/inbox/:id/read', [InboxController, 'read']).use(allow.anyone())
  router.get('/api/v1/deliveries', [InboxController, 'deliveries']).use(allow('audit.read'))
  router.get('/api/v1/escalations', [EscalationsController, 'show']).use(allow('alarms.read'))
}
