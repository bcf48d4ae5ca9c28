/** `npm run bench`: the benchmarks, each beside its own reference in the same run. `npm run bench -- P6` runs one. */
import { spawn } from 'node:child_process'
import { ensureBuild, ensurePackages, node, root } from './ground.mjs'

ensurePackages()
ensureBuild()
const child = spawn(node, ['--import=@poppinss/ts-exec', 'bench/main.ts', ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' })
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => process.exit(code ?? 1))
