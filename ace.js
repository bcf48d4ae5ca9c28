/**
 * The command line's front door: `node ace <command>`. The host may have an older Node; the project brings its own
 * (the npm package `node`), so the command is handed over to it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const own = fileURLToPath(new URL('./node_modules/.bin/node', import.meta.url))

if (Number(process.versions.node.split('.')[0]) < 24) {
  if (!existsSync(own)) {
    console.error('Run `npm start` or `npm install` first: the packages are not installed yet.')
    process.exit(1)
  }
  const { status } = spawnSync(own, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit' })
  process.exit(status ?? 1)
}

await import('@poppinss/ts-exec')
await import('./bin/console.ts')
