import { fileURLToPath } from 'node:url'
import adonisjs from '@adonisjs/vite/client'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  plugins: [svelte({ configFile: false }), adonisjs({ entryPoints: ['kiosk/app.ts'], reload: ['resources/views/**/*.edge'] })],
  resolve: { alias: { '#kiosk': folder('./kiosk'), '#lang': folder('./resources/lang') } },
  build: { target: 'es2022', cssCodeSplit: true },
  // Screens are rendered in the browser only. Building the server environment too would overwrite the client's output.
  builder: { async buildApp(builder) { await builder.build(builder.environments.client!) } },
  server: { watch: { ignored: ['**/storage/**', '**/tmp/**', '**/build/**'] } },
})
