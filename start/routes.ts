import { routes as identity } from '#app/identity/routes'
import { routes as integrations } from '#app/integrations/routes'
import { routes as reports } from '#app/reports/routes'

/** Each room mounts its own, below its own path. */
const mounts = [
  identity,
  integrations,
  reports,
]

for (const mount of mounts) mount()
