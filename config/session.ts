import { defineConfig, stores } from '@adonisjs/session'
import env from '#start/env'

export default defineConfig({
  enabled: true,
  cookieName: 'redline_session',
  clearWithBrowser: true,
  age: '12h',
  cookie: { path: '/', httpOnly: true, secure: env.get('SECURE_COOKIES', false), sameSite: 'lax' },
  store: 'cookie',
  stores: { cookie: stores.cookie() },
})
