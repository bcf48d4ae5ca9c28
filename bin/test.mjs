/**
 * `npm test`: everything, from a bare machine: unit, architecture, functional, terminal, path, browser and fault tests.
 * `npm test -- unit` runs one suite. Ends with one line `N passed, N failed`.
 */
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureBuild, ensurePackages, node, root } from './ground.mjs'

const SUITES = {
  unit: 300,
  architecture: 300,
  functional: 600,
  tui: 900,
  paths: 900,
  browser: 900,
  faults: 180,
}
/** Suites whose files meet a database of their own: what one leaves behind can't hide or break what another looks at. */
const FILE_BY_FILE = new Set(['functional', 'faults'])
const TOOLS = [
  { program: 'chromium', debian: 'chromium' },
  { program: 'mosquitto', debian: 'mosquitto' },
  { program: 'tmux', debian: 'tmux' },
  { program: 'faketime', debian: 'faketime' },
]

const has = (program) => spawnSync('which', [program]).status === 0 || spawnSync('ls', [`/usr/sbin/${program}`]).status === 0

/** Real browser, broker and terminal: installed where that is possible, else named with the command. Never skipped. */
function ensureTools() {
  const missing = TOOLS.filter(({ program }) => !has(program)).map(({ debian }) => debian)
  if (missing.length === 0) return
  if (process.getuid?.() === 0 && has('apt-get')) {
    console.log(`Installing ${missing.join(', ')} …`)
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit', env })
    const { status } = spawnSync('apt-get', ['install', '-y', '-qq', ...missing], { stdio: ['ignore', 'ignore', 'inherit'], env })
    if (status === 0) return
  }
  console.error(`The tests need ${missing.join(', ')}: sudo apt-get install -y ${missing.join(' ')}`)
  process.exit(1)
}

const plain = (text) => text.replace(/\u001B\[[0-9;]*m/g, '')

/** Runs a suite, or some of its files, in a process and a data folder of its own; ended when it takes too long. */
function runTests(name, seconds, only) {
  return new Promise((resolve) => {
    const dataDir = mkdtempSync(join(tmpdir(), `redline-${name}-`))
    const env = { ...process.env, DATA_DIR: dataDir, NODE_ENV: 'test' }
    const args = ['--import=@poppinss/ts-exec', 'bin/test.ts', name, ...only]
    const child = spawn(node, args, { cwd: root, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk
        process.stdout.write(chunk)
      })
    let timedOut = false
    const timer = setTimeout(() => {
      timedOut = true
      process.kill(-child.pid, 'SIGKILL')
    }, seconds * 1000)
    child.on('close', (code) => {
      clearTimeout(timer)
      rmSync(dataDir, { recursive: true, force: true })
      const summary = plain(output).match(/^Tests\s+(.*)$/m)?.[1] ?? ''
      const count = (word) => Number(summary.match(new RegExp(`(\\d+) ${word}`))?.[1] ?? 0)
      const passed = count('passed')
      let failed = count('failed')
      if (timedOut) console.error(`suite ${name}: no end after ${seconds} s`)
      if (failed === 0 && (timedOut || code !== 0 || passed === 0)) failed = 1
      resolve({ name, passed, failed })
    })
  })
}

const specs = (name) =>
  readdirSync(join(root, 'tests', name), { recursive: true })
    .filter((file) => /\.spec\.tsx?$/.test(file))
    .map((file) => `tests/${name}/${file}`)
    .sort()

async function runSuite(name, seconds) {
  if (!FILE_BY_FILE.has(name) || extra.length > 0) return runTests(name, seconds, extra)
  const sum = { name, passed: 0, failed: 0 }
  for (const file of specs(name)) {
    const { passed, failed } = await runTests(name, 180, ['--files', file])
    sum.passed += passed
    sum.failed += failed
  }
  return sum
}

const [only, ...extra] = process.argv.slice(2)
ensurePackages()
ensureTools()
ensureBuild()

const results = []
for (const [name, seconds] of Object.entries(SUITES)) {
  if (only && only !== name) continue
  console.log(`\n── ${name} ──`)
  results.push(await runSuite(name, seconds))
}

const sum = (key) => results.reduce((total, result) => total + result[key], 0)
for (const { name, passed, failed } of results) console.log(`${name}: ${passed} passed, ${failed} failed`.replace(/^/, '  '))
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exit(sum('failed') > 0 ? 1 : 0)
