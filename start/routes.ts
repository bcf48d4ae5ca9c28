import router from '@adonisjs/core/services/router'
import { routes as attachments } from '#app/attachments/routes'
import { pages as attachmentPages } from '#app/attachments/routes_pages'
import { pages as boardPages } from '#app/board/routes_pages'
import { routes as board } from '#app/board/routes'
import { pages as bypassPages } from '#app/bypasses/routes_pages'
import { routes as bypasses } from '#app/bypasses/routes'
import { routes as identity } from '#app/identity/routes'
import { pages as identityPages } from '#app/identity/routes_pages'
import { routes as integrations } from '#app/integrations/routes'
import { pages as integrationPages } from '#app/integrations/routes_pages'
import { routes as notifications } from '#app/notifications/routes'
import { routes as plant } from '#app/plant/routes'
import { routes as predictions } from '#app/predictions/routes'
import { pages as predictionPages } from '#app/predictions/routes_pages'
import { routes as reports } from '#app/reports/routes'
import { routes as rules } from '#app/rules/routes'
import { pages as rulePages } from '#app/rules/routes_pages'
import { routes as drills } from '#modules/drills/routes'
import { pages as drillPages } from '#modules/drills/routes_pages'
import { routes as hazards } from '#modules/hazards/routes'
import { pages as hazardPages } from '#modules/hazards/routes_pages'
import { routes as personnel } from '#modules/personnel/routes'
import { pages as personnelPages } from '#modules/personnel/routes_pages'
import { routes as risks } from '#modules/risks/routes'
import { pages as riskPages } from '#modules/risks/routes_pages'
import { routes as permits } from '#modules/permits/routes'
import { pages as permitPages } from '#modules/permits/routes_pages'
import { middleware } from '#start/kernel'
import { routes as telemetry } from '#modules/telemetry/routes'
import { pages as telemetryPages } from '#modules/telemetry/routes_pages'

/** Each room mounts its own, below its own path. */
const mounts = [
  attachments,
  identity,
  integrations,
  notifications,
  plant,
  reports,
  predictions,
  bypasses,
  rules,
  board,
  permits,
  hazards,
  risks,
  drills,
  personnel,
  telemetry,
]

for (const mount of mounts) mount()

/** What people see: rooms that have screens mount them here, behind session, CSRF guard and shared props. */
const pageMounts = [
  attachmentPages,
  identityPages,
  boardPages,
  bypassPages,
  permitPages,
  hazardPages,
  riskPages,
  rulePages,
  drillPages,
  personnelPages,
  telemetryPages,
  predictionPages,
  integrationPages,
]

router
  .group(() => {
    for (const mount of pageMounts) mount()
  })
  .use([middleware.session(), middleware.shield(), middleware.page()])
