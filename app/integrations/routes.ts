import router from '@adonisjs/core/services/router'

const OpenapiController = () => import('#app/integrations/controllers/openapi_controller')

export function routes(): void {
  router.get('/api/v1/openapi.json', [OpenapiController, 'show'])
}
