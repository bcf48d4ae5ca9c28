import fc from 'fast-check'
import { apiClient } from '@japa/api-client'
import { assert } from '@japa/assert'
import { pluginAdonisJS } from '@japa/plugin-adonisjs'
import app from '@adonisjs/core/services/app'
import testUtils from '@adonisjs/core/services/test_utils'
import type { Config } from '@japa/runner/types'

export const plugins: Config['plugins'] = [assert(), apiClient(), pluginAdonisJS(app)]

/**
 * A change is judged by what it did, never by luck: properties meet the same examples in every run. Others are looked for
 * on purpose: `PROPERTY_SEED=any npm test -- unit` (or a number, to meet a failure again).
 */
const { PROPERTY_SEED: seed = '20261124' } = process.env
fc.configureGlobal(seed === 'any' ? {} : { seed: Number(seed) })

/** One fresh database for each test process; suites make their own people, areas and permits in it. */
export const runnerHooks: Required<Pick<Config, 'setup' | 'teardown'>> = {
  setup: [async () => void (await testUtils.db('plant').migrate())],
  teardown: [],
}

export const reporters: Config['reporters'] = { activated: ['spec'] }

export const configureSuite: Config['configureSuite'] = (suite) => {
  if (['architecture', 'functional'].includes(suite.name)) return suite.setup(() => testUtils.httpServer().start())
}
