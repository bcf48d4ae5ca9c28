import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AccessController = () => import('#modules/personnel/controllers/access_controller')
const PermissivesController = () => import('#modules/personnel/controllers/permissives_controller')
const GatesController = () => import('#modules/personnel/controllers/gates_controller')
const MustersController = () => import('#modules/personnel/controllers/musters_controller')
const PeopleController = () => import('#modules/personnel/controllers/people_controller')
const PresenceController = () => import('#modules/personnel/controllers/presence_controller')
const RecordsController = () => import('#modules/personnel/controllers/records_controller')
const StaysController = () => import('#modules/personnel/controllers/stays_controller')
const RestrictionsController = () => import('#modules/personnel/controllers/restrictions_controller')

export function routes(): void {
  router.post('/api/v1/areas/:code/reopen', [RestrictionsController, 'reopen']).use(allow('muster.manage'))
  router.post('/api/v1/access/decisions', [AccessController, 'store']).use(allow('access.decide'))
  router.get('/api/v1/access/decisions', [AccessController, 'index']).use(allow('access.read'))
  router.post('/api/v1/access/passages', [AccessController, 'passages']).use(allow('access.decide'))
  router.get('/api/v1/gates', [GatesController, 'index']).use(allow('access.read'))
  router.get('/api/v1/gates/:code', [GatesController, 'show']).use(allow('access.read'))

  router.get('/api/v1/presence', [PresenceController, 'index']).use(allow('presence.read'))
  router.post('/api/v1/presence/corrections', [PresenceController, 'correct']).use(allow('muster.manage'))

  router.get('/api/v1/stays', [StaysController, 'index']).use(allow('presence.read'))
  router.get('/api/v1/stays/mine', [StaysController, 'mine']).use(allow.anyone())
  router.post('/api/v1/stays/check-in', [StaysController, 'checkIn']).use(allow.anyone())

  router.get('/api/v1/musters', [MustersController, 'index']).use(allow('presence.read'))
  router.post('/api/v1/musters', [MustersController, 'store']).use(allow('muster.manage'))
  router.get('/api/v1/musters/:id', [MustersController, 'show']).use(allow('presence.read'))
  router.get('/api/v1/musters/:id/commands', [MustersController, 'commands']).use(allow('presence.read'))
  router.post('/api/v1/musters/:id/replies', [MustersController, 'reply']).use(allow.anyone())
  router.post('/api/v1/musters/:id/end', [MustersController, 'end']).use(allow('muster.manage'))

  router.get('/api/v1/people', [PeopleController, 'index']).use(allow('people.read'))
  router.post('/api/v1/people', [PeopleController, 'store']).use(allow('people.write'))
  router.get('/api/v1/people/:code', [PeopleController, 'show']).use(allow('people.read'))
  router.patch('/api/v1/people/:code', [PeopleController, 'update']).use(allow('people.write'))
  router.get('/api/v1/people/:code/access', [PeopleController, 'access']).use(allow('people.read'))
  router.get('/api/v1/people/:code/commands', [PeopleController, 'commands']).use(allow('people.read'))

  router.get('/api/v1/trainings', [RecordsController, 'trainings']).use(allow('people.read'))
  router.get('/api/v1/trainings/gaps', [RecordsController, 'gaps']).use(allow('people.read'))
  router.post('/api/v1/trainings', [RecordsController, 'storeTraining']).use(allow('people.write'))
  router.get('/api/v1/certificates', [RecordsController, 'certificates']).use(allow('people.read'))
  router.post('/api/v1/certificates', [RecordsController, 'storeCertificate']).use(allow('people.write'))
  router.get('/api/v1/certificates/:id/commands', [RecordsController, 'certificateCommands']).use(allow('people.read'))
  router.post('/api/v1/certificates/:id/revoke', [RecordsController, 'revoke']).use(allow('people.write'))
  router.get('/api/v1/courses', [RecordsController, 'courses']).use(allow('people.read'))
  router.get('/api/v1/certificate-types', [RecordsController, 'certificateTypes']).use(allow('people.read'))
  router.get('/api/v1/companies', [RecordsController, 'companies']).use(allow('people.read'))

  router.get('/api/v1/machines', [PermissivesController, 'index']).use(allow('plant.read'))
  router.post('/api/v1/equipment/:code/authorizations', [PermissivesController, 'store']).use(allow('plant.read'))
  router.delete('/api/v1/equipment/:code/authorizations', [PermissivesController, 'release']).use(allow('plant.read'))
}
