import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import adonisjs from '@adonisjs/vite/client'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const ON_EVERY_SCREEN = [
  'lib/(api|badge_at_hand|board|flatten|follow_kept|i18n|idle|key_bursts|mine|now|page_props|queued|session|siren|theme|time|toasts|wedge)',
  'layouts/',
  'components/(age_label|alarm_banner|alarm_shape|big_button|empty_note|failure_note|kept_here|mine_list|mine_panel|number_pad|reason_row)',
  'components/(language_button|sheet|sign_in_panel|theme_button|toast_stack|top_bar|waiting_note)',
]
const SHELL = new RegExp(`[\\\\/]kiosk[\\\\/](${ON_EVERY_SCREEN.join('|').replaceAll('/', '[\\\\/]')})`)

/** Compressed once, here, instead of for every kiosk; `start/assets_middleware.ts` hands them out. */
const compressed = (): Plugin => ({
  name: 'redline:compressed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    for (const file of Object.values(bundle)) {
      if (!/\.(js|css|wasm)$/.test(file.fileName)) continue
      const content = Buffer.from(file.type === 'chunk' ? file.code : file.source)
      writeFileSync(join(dir!, `${file.fileName}.br`), brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }))
      writeFileSync(join(dir!, `${file.fileName}.gz`), gzipSync(content, { level: 9 }))
    }
  },
})

export default defineConfig({
  plugins: [
    svelte({ configFile: false }),
    adonisjs({ entryPoints: ['kiosk/app.ts'], reload: ['resources/views/**/*.edge'] }),
    compressed(),
  ],
  resolve: { alias: { '#kiosk': folder('./kiosk'), '#lang': folder('./resources/lang') } },
  build: {
    target: 'es2022',
    rolldownOptions: {
      output: {
        // What every first page needs is one file, what most other pages share a second: fifty small ones cost more in
        // headers than in content.
        codeSplitting: {
          groups: [
            { name: 'shell', test: SHELL, priority: 2 },
            { name: 'touch', test: /[\\/](kiosk[\\/](lib|components)|@lucide)[\\/]/, minShareCount: 3, priority: 1 },
          ],
        },
      },
    },
  },
  // Screens are rendered in the browser only. Building the server environment too would overwrite the client's output.
  builder: {
    async buildApp(builder) {
      await builder.build(builder.environments.client!)
    },
  },
  server: { watch: { ignored: ['**/storage/**', '**/tmp/**', '**/build/**'] } },
})
