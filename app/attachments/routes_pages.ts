import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const AttachmentsController = () => import('#app/attachments/controllers/attachments_controller')

/** For `<img>` and `<video>` on pages, which can send no bearer token. */
export function pages(): void {
  router.get('/attachments/:id', [AttachmentsController, 'content']).as('attachments.shown').use(allowPage('attachments.read'))
}
