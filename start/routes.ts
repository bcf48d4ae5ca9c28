import { routes as board } from '#app/board/routes'
import { routes as identity } from '#app/identity/routes'
import { routes as integrations } from '#app/integrations/routes'
import { routes as notifications } from '#app/notifications/routes'
import { routes as plant } from '#app/plant/routes'
import { routes as reports } from '#app/reports/routes'
import { routes as personnel } from '#modules/personnel/routes'

/** Each room mounts its own, below its own path. */
const mounts = [
  identity,
  integrations,
  notifications,
  plant,
  reports,
  board,
  personnel,
]

for (const mount of mounts) mount()
