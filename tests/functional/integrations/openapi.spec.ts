import { test } from '@japa/runner'
import { describeRoutes } from '#app/integrations/queries/describe_routes'

test.group('OpenAPI', () => {
  test('describes every route of the API, with its parameters', async ({ assert, client }) => {
    const document = (await client.get('/api/v1/openapi.json')).body()
    for (const route of await describeRoutes()) {
      const operation = document.paths[route.path]?.[route.method.toLowerCase()]
      assert.isObject(operation, `${route.method} ${route.path}`)
      const named = operation.parameters.filter((one: any) => one.in === 'path').map((one: any) => one.name)
      assert.deepEqual(named, [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))
    }
    const ids = Object.values(document.paths).flatMap((path: any) => Object.values(path).map((one: any) => one.operationId))
    assert.equal(new Set(ids).size, ids.length, 'operation ids are unique')
  })

  test('takes the schema of a body from the validator that runs', async ({ assert, client }) => {
    const document = (await client.get('/api/v1/openapi.json')).body()
    const schema = document.paths['/api/v1/session'].post.requestBody.content['application/json'].schema
    assert.sameMembers(schema.required, ['badge', 'pin'])
  })
})
