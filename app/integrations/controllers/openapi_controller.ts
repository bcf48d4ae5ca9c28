import env from '#start/env'
import { openApiDocument } from '#app/integrations/openapi'
import { describeRoutes } from '#app/integrations/queries/describe_routes'

export default class OpenapiController {
  async show() {
    return openApiDocument(await describeRoutes(), env.get('PUBLIC_URL', `http://localhost:${env.get('PORT')}`))
  }
}
