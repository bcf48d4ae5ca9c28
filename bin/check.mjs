/** `npm run check`: types, lint, floors, dead code, translations. Every finding of every part, then the count. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensurePackages, node, root } from './ground.mjs'

ensurePackages()
const bin = (name) => join(root, 'node_modules', '.bin', name)
const withNode = (script, ...args) => [node, [script, ...args]]

const PARTS = {
  'types': withNode(bin('tsc'), '--noEmit'),
  'types of the tests': withNode(bin('tsc'), '-p', 'tests/tsconfig.json'),
  'types of the kiosk': withNode(bin('svelte-check'), '--tsconfig', 'kiosk/tsconfig.json', '--threshold', 'error', '--output', 'human'),
  'lint': withNode(bin('eslint'), '.', '--max-warnings', '0'),
  'floors': withNode(bin('depcruise'), 'app', 'modules', 'start', 'commands', 'config', 'tui', 'resources/field', '--output-type', 'err'),
  'dead code': withNode(bin('knip'), '--no-progress'),
  'translations': withNode('bin/translations.mjs'),
}

function part([program, args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, timeout: 300_000 })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}

const only = process.argv[2]
let failures = 0
for (const [name, command] of Object.entries(PARTS)) {
  if (only && only !== name) continue
  const { ok, output } = await part(command)
  console.log(`${ok ? '✔' : '✘'} ${name}`)
  if (!ok) {
    failures += 1
    console.log(output.trim().split('\n').slice(-200).join('\n'))
  }
}
console.log(failures === 0 ? '0 findings' : `findings in ${failures} of ${Object.keys(PARTS).length} parts`)
process.exit(failures === 0 ? 0 : 1)
