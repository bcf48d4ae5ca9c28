import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import type { Config } from '@japa/runner/types'

export const plugins: Config['plugins'] = [assert(), apiClient(), pluginAdonisJS(app)]

/** One fresh database for each test process; suites make their own people, areas and permits in it. */
export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [async () => void (await testUtils.db('plant').migrate())],
  teardown: [],
}

export const reporters: Config['reporters'] = { activated: ['spec'] }

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (['architecture', 'functional'].includes(suite.name)) return suite.setup(() => testUtils.httpServer().start())
}
