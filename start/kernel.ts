import router from '@adonisjs/core/services/router'
import server from '@adonisjs/core/services/server'

server.errorHandler(() => import('#start/exception_handler'))

/** The language is known before anything can go wrong: a page that doesn't exist is refused in it too. */
server.use([
  () => import('#start/assets_middleware'),
  () => import('@adonisjs/static/static_middleware'),
  () => import('@adonisjs/vite/vite_middleware'),
  () => import('#start/locale_middleware'),
])

router.use([() => import('@adonisjs/core/bodyparser_middleware')])

/** Pages carry a session and are protected against forged requests; `/api` carries a bearer token and neither. */
export const middleware = router.named({
  session: () => import('@adonisjs/session/session_middleware'),
  shield: () => import('@adonisjs/shield/shield_middleware'),
  page: () => import('#start/page_middleware'),
  allow: () => import('#app/identity/middleware/allow_middleware'),
})
