import { routes as identity } from '#app/identity/routes'

for (const mount of [identity]) mount()
