import type { DescribedRoute } from '#app/integrations/queries/describe_routes'

const ERROR = {
  type: 'object',
  required: ['error'],
  properties: {
    error: {
      type: 'object',
      required: ['code', 'message', 'details'],
      properties: {
        code: { type: 'string', description: 'Stable, for programs: E_…' },
        message: { type: 'string', description: "In the reader's language" },
        details: {
          type: 'array',
          description: 'All reasons at once, each with what to do about it',
          items: {
            type: 'object',
            properties: {
              code: { type: 'string' },
              message: { type: 'string' },
              fix: { type: ['string', 'null'] },
              field: { type: 'string', description: 'The field of the input, where it is about one' },
            },
          },
        },
      },
    },
  },
}

const refusal = (description: string) => ({
  description,
  content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
})

/** The OpenAPI 3.1 document of the routes. Pure: what the router says, in the standard's words. */
export function openApiDocument(routes: DescribedRoute[], server: string): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of routes) {
    const item = (paths[route.path] ??= {})
    item[route.method.toLowerCase()] = operation(route)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Redline',
      version: '1',
      description: 'The safety system of a metallurgical plant. It supervises, records and gives permissives; it does not replace safety controllers.',
    },
    servers: [{ url: server }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      schemas: { Error: ERROR },
    },
    paths,
  }
}

function operation(route: DescribedRoute): Record<string, unknown> {
  const room = route.path.split('/')[3] ?? 'api'
  const write = route.method !== 'GET'
  const success = { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } }
  return {
    operationId: `${route.controller.replace(/Controller$/, '')}_${route.action}_${route.method.toLowerCase()}`,
    tags: [room],
    description: describePolicy(route.permission),
    parameters: [...pathParameters(route.path), ...queryParameters(route), ...(write ? [IDEMPOTENCY_KEY] : [])],
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: route.body.toJSONSchema() } } } }
      : {}),
    ...(route.permission === undefined ? { security: [] } : {}),
    responses: {
      '2XX': success,
      '401': refusal('Not signed in'),
      '403': refusal('Not allowed'),
      ...(write ? { '409': refusal('Refused now, with all reasons') } : {}),
      ...(route.body || route.query ? { '422': refusal('The input has faults, all of them listed') } : {}),
    },
  }
}

const describePolicy = (permission: DescribedRoute['permission']): string => {
  if (permission === undefined) return 'Open.'
  return permission === null ? 'For anyone who is signed in.' : `Needs the permission \`${permission}\`.`
}

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key does the same write once and answers twice',
  schema: { type: 'string', maxLength: 100 },
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

function queryParameters(route: DescribedRoute) {
  const schema = route.query?.toJSONSchema() as { properties?: Record<string, unknown>; required?: string[] } | undefined
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: 'query',
    required: schema?.required?.includes(name) ?? false,
    schema: property,
  }))
}
