import { test } from '@japa/runner'
import { describeRoutes } from '#app/integrations/queries/describe_routes'

/** Open on purpose: how one signs in, and what the API is. */
const OPEN = new Set(['POST /api/v1/session', 'GET /api/v1/openapi.json'])

test.group('Policies', () => {
  test('every route of the API names its policy', async ({ assert }) => {
    const open = (await describeRoutes())
      .filter((route) => route.permission === undefined)
      .map((route) => `${route.method} ${route.path}`)
    assert.sameMembers(open, [...OPEN])
  })

  test('every write that takes a body names its validator', async ({ assert }) => {
    const silent = (await describeRoutes())
      .filter((route) => ['POST', 'PUT', 'PATCH'].includes(route.method) && !route.body && !route.path.match(/\{\w+\}/))
      .map((route) => `${route.method} ${route.path} (${route.controller}.${route.action})`)
    assert.deepEqual(silent, [])
  })
})
