import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))
const node = join(root, 'node_modules/.bin/node')

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}

/** Waits until `look` gives something, asking again every 50 ms. */
export async function until<T>(what: string, look: () => Promise<T | null | undefined | false>, withinMs = 20_000): Promise<T> {
  const deadline = Date.now() + withinMs
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** The product as it runs in a plant: the production build as its own process, on real files and real ports. */
export class RunningPlant {
  readonly #children = new Map<string, ChildProcess>()
  output = ''

  private constructor(
    readonly dataDir: string,
    readonly env: NodeJS.ProcessEnv
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`
  }

  /** Prepares the databases and applies the demo plant; nothing runs yet. */
  static async prepare(extra: NodeJS.ProcessEnv = {}): Promise<RunningPlant> {
    const dataDir = mkdtempSync(join(tmpdir(), 'redline-plant-'))
    const modbus = 20_000 + Math.floor(Math.random() * 30_000)
    const env: NodeJS.ProcessEnv = {
      ...process.env,
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      PORT: String(await freePort()),
      MQTT_HOST: '127.0.0.1',
      MQTT_PORT: String(await freePort()),
      FIELD_MODBUS_PORT: String(modbus),
      FIELD_MODBUS_PORT_GAS_GW: String(modbus),
      FIELD_MODBUS_PORT_FURNACE_GW: String(modbus + 1),
      FIELD_MODBUS_PORT_HOLDER_GW: String(modbus + 2),
      APP_KEY: 'a-key-that-only-the-tests-use-0001',
      LOG_LEVEL: 'warn',
      DATA_DIR: dataDir,
      ...extra,
    }
    const plant = new RunningPlant(dataDir, env)
    await plant.ace('migration:run', '--force', '--compact-output')
    await plant.ace('plant:apply', join(root, 'resources/plant/demo'))
    return plant
  }

  /** Runs an ace command of the build to its end; throws with its output when it fails. */
  ace(...args: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(node, ['build/ace.js', ...args], { cwd: root, env: this.env })
      let output = ''
      child.stdout.on('data', (chunk) => (output += chunk))
      child.stderr.on('data', (chunk) => (output += chunk))
      child.on('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`ace ${args.join(' ')}: ${output}`))))
    })
  }

  async startServer(): Promise<void> {
    this.#launch('server', 'build/bin/server.js')
    await until('the server', () => fetch(`${this.url}/health/live`).then((answer) => answer.ok, () => false), 30_000)
  }

  startField(): void {
    this.#launch('field', 'build/resources/field/main.js')
  }

  pid(name: 'server' | 'field'): number {
    return this.#children.get(name)!.pid!
  }

  /** As a power cut would: no goodbye. Resolves when the process is gone. */
  async kill(name: 'server' | 'field', signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const child = this.#children.get(name)
    if (!child) return
    const gone = new Promise((resolve) => child.once('exit', resolve))
    process.kill(-child.pid!, signal)
    // One that does not end when it is asked to must not hold up what comes after.
    const late = setTimeout(() => process.kill(-child.pid!, 'SIGKILL'), 10_000)
    await gone
    clearTimeout(late)
  }

  async stop(): Promise<void> {
    for (const name of ['field', 'server'] as const) await this.kill(name, 'SIGTERM').catch(() => undefined)
    rmSync(this.dataDir, { recursive: true, force: true })
  }

  /** One call of the API; throws unless the answer has one of the accepted statuses. */
  async api(method: string, path: string, options: { token?: string; json?: unknown; accept?: number[] } = {}): Promise<{ status: number; body: any }> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        'accept': 'application/json',
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
      },
      body: options.json === undefined ? undefined : JSON.stringify(options.json),
    })
    const text = await response.text()
    const body = text ? JSON.parse(text) : null
    const accept = options.accept ?? [200, 201, 204]
    if (!accept.includes(response.status)) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 600)}`)
    return { status: response.status, body }
  }

  async signIn(badge: string, pin = '246810'): Promise<string> {
    return (await this.api('POST', '/api/v1/session', { json: { badge, pin } })).body.data.token
  }

  #launch(name: string, script: string): void {
    const child = spawn(node, [script], { cwd: root, env: this.env, detached: true })
    this.#children.set(name, child)
    for (const stream of [child.stdout, child.stderr]) stream!.on('data', (chunk) => (this.output += chunk))
    child.on('exit', () => this.#children.delete(name))
  }
}
