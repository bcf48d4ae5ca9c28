/** `npm run pictures`: photographs every screen of a running demo plant, in both languages, into docs/pictures/. */
import { spawn } from 'node:child_process'
import { ensureBuild, ensureEnvironment, ensurePackages, node, root } from './ground.mjs'

ensurePackages()
ensureEnvironment()
ensureBuild()
const child = spawn(node, ['--import=@poppinss/ts-exec', 'bin/pictures.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
