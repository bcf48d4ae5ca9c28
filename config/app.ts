import app from '@adonisjs/core/services/app'
import { defineConfig } from '@adonisjs/core/http'
import env from '#start/env'

export const appKey = env.get('APP_KEY')

export const http = defineConfig({
  generateRequestId: true,
  allowMethodSpoofing: false,
  useAsyncLocalStorage: false,
  cookie: {
    path: '/',
    maxAge: '12h',
    httpOnly: true,
    secure: env.get('SECURE_COOKIES', false),
    sameSite: 'lax',
  },
  trustProxy: (address) => address === '127.0.0.1' || address === '::1',
})

/** Name and version that the health route and the screens show. */
export const product = { name: 'Redline', inProduction: app.inProduction }
