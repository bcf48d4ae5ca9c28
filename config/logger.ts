import env from '#start/env'
import { defineConfig, targets } from '@adonisjs/core/logger'

export default defineConfig({
  default: 'app',
  loggers: {
    app: {
      enabled: true,
      name: 'redline',
      level: env.get('LOG_LEVEL'),
      redact: { paths: ['password', '*.password', 'pin', '*.pin', '*.token'] },
      transport: { targets: targets().push(targets.file({ destination: 1 })).toArray() },
    },
  },
})

declare module '@adonisjs/core/types' {
  export interface LoggersList {
    app: ReturnType<typeof defineConfig>['loggers']['app']
  }
}

