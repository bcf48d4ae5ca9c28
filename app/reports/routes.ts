import router from '@adonisjs/core/services/router'
import { allow } from '#app/identity/index'

const AuditController = () => import('#app/reports/controllers/audit_controller')
const KpisController = () => import('#app/reports/controllers/kpis_controller')

export function routes(): void {
  router.get('/api/v1/audit', [AuditController, 'index']).use(allow('audit.read'))
  router.get('/api/v1/kpis', [KpisController, 'index']).use(allow('kpis.read'))
}
