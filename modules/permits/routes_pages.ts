import router from '@adonisjs/core/services/router'
import { allowPage } from '#app/identity/index'

const PagesController = () => import('#modules/permits/controllers/pages_controller')
const DistributionController = () => import('#modules/permits/controllers/distribution_controller')

export function pages(): void {
  router.get('/permits', [PagesController, 'list']).use(allowPage('permits.read'))
  router.get('/permits/new', [PagesController, 'create']).use(allowPage('permits.apply'))
  router.get('/permits/distribution', [DistributionController, 'page']).use(allowPage('permits.read'))
  router.get('/permits/verify', [PagesController, 'verify']).use(allowPage('permits.verify'))
  router.get('/permits/signs', [PagesController, 'signs']).use(allowPage('permits.suspend'))
  router.get('/permits/:id', [PagesController, 'show']).use(allowPage('permits.read'))
  router.get('/permits/:id/print', [PagesController, 'print']).use(allowPage('permits.read'))
  router.get('/permits/:id/edit', [PagesController, 'edit']).use(allowPage('permits.apply'))
}
