import { defineConfig } from '@adonisjs/inertia'

export default defineConfig({ rootView: 'kiosk', ssr: { enabled: false } })
