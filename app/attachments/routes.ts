import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AttachmentsController = () => import('#app/attachments/controllers/attachments_controller')

export function routes(): void {
  router.post('/api/v1/attachments', [AttachmentsController, 'store']).use(allow('attachments.write'))
  router.get('/api/v1/attachments/:id', [AttachmentsController, 'show']).use(allow('attachments.read'))
  router.get('/api/v1/attachments/:id/content', [AttachmentsController, 'content']).use(allow('attachments.read'))
}
