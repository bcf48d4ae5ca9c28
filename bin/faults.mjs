/**
 * `npm run faults -- 200`: the fault tests in their long form, each fault repeated as often as said (200 when nothing is).
 * `npm run faults -- 50 tests/faults/plant_sigkill.spec.ts` runs one file. `npm test` runs the same files, shorter.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild, ensurePackages, node, root } from './ground.mjs'

const [first, ...rest] = process.argv.slice(2)
const runs = first === undefined ? 200 : Number(first)
if (!Number.isInteger(runs) || runs < 1) {
  console.error('npm run faults -- [RUNS] [FILE …]: RUNS is a whole number, 200 when left out')
  process.exit(2)
}
/** A file may take this long: a minute to prepare, and seven seconds for each run. */
const seconds = 120 + runs * 7
const files = rest.length > 0 ? rest : readdirSync(join(root, 'tests/faults')).filter((name) => name.endsWith('.spec.ts')).sort().map((name) => `tests/faults/${name}`)

ensurePackages()
ensureBuild()

/** In a process group and a data folder of its own; nothing is left when it ends or has to be ended. */
function runFile(file) {
  return new Promise((resolve) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'redline-faults-'))
    const env = { ...process.env, NODE_ENV: 'test', DATA_DIR: dataDir, FAULT_RUNS: String(runs) }
    const child = spawn(node, ['--import=@poppinss/ts-exec', 'bin/test.ts', 'faults', '--files', file], { cwd: root, env, detached: true, stdio: 'inherit' })
    const end = () => process.kill(-child.pid, 'SIGKILL')
    const timer = setTimeout(() => {
      console.error(`${file}: no end after ${seconds} s`)
      end()
    }, seconds * 1_000)
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => (end(), process.exit(1)))
    child.on('close', (code) => {
      clearTimeout(timer)
      rmSync(dataDir, { recursive: true, force: true })
      resolve(code === 0)
    })
  })
}

const failed = []
for (const file of files) if (!(await runFile(file))) failed.push(file)
console.log(failed.length === 0 ? `${files.length} fault files hold at ${runs} runs` : `not held at ${runs} runs: ${failed.join(', ')}`)
process.exit(failed.length === 0 ? 0 : 1)
