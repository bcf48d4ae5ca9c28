import router from '@adonisjs/core/services/router'
import limiter from '@adonisjs/limiter/services/main'
import { allow } from '#app/identity/middleware/allow'

const SessionController = () => import('#app/identity/controllers/session_controller')
const DevicesController = () => import('#app/identity/controllers/devices_controller')

/** Guessing is bounded by the account's own lock; this bounds the noise one address can make. */
const slowDown = limiter.define('sign_in', (ctx) => limiter.allowRequests(30).every('1 minute').usingKey(ctx.request.ip()))

export function routes(): void {
  router.post('/api/v1/session', [SessionController, 'store']).use(slowDown)
  router.get('/api/v1/session', [SessionController, 'show']).use(allow.anyone())
  router.post('/api/v1/devices/heartbeat', [DevicesController, 'heartbeat']).use(allow.anyone())
  router.delete('/api/v1/session', [SessionController, 'destroy']).use(allow.anyone())
}
