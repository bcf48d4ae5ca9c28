/**
 * `npm start`: from a bare machine to a running plant. Run again, it starts at once and changes nothing that is there.
 * `npm start -- --no-demo` starts without the demo plant and the simulated field.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { ensureBuild, ensureEnvironment, ensurePackages, node, root, run } from './ground.mjs'

const demo = !process.argv.includes('--no-demo')

ensurePackages()
ensureEnvironment()
ensureBuild()

const dataDir = process.env.DATA_DIR ?? 'storage'
process.env.DATA_DIR = isAbsolute(dataDir) ? dataDir : join(root, dataDir)
process.env.NODE_ENV = 'production'
if (demo) {
  process.env.FIELD_SMTP_PORT ??= '11025'
  process.env.SMTP_HOST ??= '127.0.0.1'
  process.env.SMTP_PORT ??= process.env.FIELD_SMTP_PORT
}

const firstUse = !existsSync(join(process.env.DATA_DIR, 'plant.sqlite'))
if (firstUse) {
  run(node, ['build/ace.js', 'migration:run', '--force', '--compact-output'])
  if (demo) run(node, ['build/ace.js', 'plant:apply', join(root, 'resources/plant/demo')])
}

const children = new Map()
let stopping = false

function launch(name, script) {
  const child = spawn(node, [script], { cwd: root, stdio: 'inherit' })
  children.set(name, child)
  child.on('exit', (code) => {
    children.delete(name)
    if (!stopping) {
      console.error(`${name} has ended with code ${code}`)
      stop(1)
    }
  })
}

function stop(code) {
  if (stopping) return
  stopping = true
  for (const child of children.values()) child.kill('SIGTERM')
  const wait = setInterval(() => {
    if (children.size > 0) return
    clearInterval(wait)
    process.exit(code)
  }, 50)
  setTimeout(() => {
    for (const child of children.values()) child.kill('SIGKILL')
  }, 8_000).unref()
}

process.on('SIGINT', () => stop(0))
process.on('SIGTERM', () => stop(0))

const address = `http://localhost:${process.env.PORT}`

async function untilAlive() {
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const answer = await fetch(`${address}/health/live`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  console.error('The server did not come up within a minute; see the messages above.')
  stop(1)
}

// The field first: its gateways answer when the engine asks for the first time. Its MQTT devices wait for the broker.
if (demo) launch('field', 'build/resources/field/main.js')
launch('server', 'build/bin/server.js')
await untilAlive()
if (!stopping) console.log(demo ? demoWelcome() : `\nRedline is up: ${address}\nNext: node ace plant:apply DIR (docs/operations.md)\n`)

function demoWelcome() {
  return `
红线 Redline is up, with a demo plant and a simulated field.

  Workshop kiosk   ${address}/pair/DEMO-WORKSHOP
  Gate of gas 2    ${address}/pair/DEMO-GATE-GAS2
  Control room     ${address}/pair/DEMO-CONTROL
  Plant board      ${address}/pair/DEMO-BOARD
  Terminal         node ace tui          node ace wall

  Demo badges (PIN of all: 246810)
  10001001 王建国 welder            10001002 李强 guardian           10001003 赵敏 workshop director
  10001004 陈安 safety department   10001005 周海 plant leader       10001007 孙立 control room
  10001011 马超 gate guard          10001012 高峰 administrator      10002001 张伟 contractor, training expired

  Try: type a badge number and Enter at the gate; apply for hot work in gas area 2; then
       node ace field:scenario gas_leak      and later      node ace field:scenario recover

  Redline supervises, records and gives permissives. It is no replacement for the plant's own safety controllers
  and padlocks.   Stop with Ctrl+C.
`
}
