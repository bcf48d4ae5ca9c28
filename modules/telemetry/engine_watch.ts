import { transact } from '#app/kernel/transaction'
import { clearSystemAlarm, raiseSystemAlarm, type SystemAlarm } from '#modules/telemetry/actions/system_alarms'
import type { EngineHost } from '#modules/telemetry/engine/host'
import { engineLink } from '#modules/telemetry/engine_link'
import { buildEngineConfig, configVersion } from '#modules/telemetry/queries/build_engine_config'

const INTERVAL_MS = 1_000
const SILENT_MS = 3_000

/** Watches over the engine from outside: its life, its storage, and whether its configuration is still the one in force. */
export class EngineWatch {
  #timer: NodeJS.Timeout | null = null
  #busy = false
  #version: number | null = null
  /** What was last said of each; nothing yet: what a former run left standing is judged anew. */
  #said = new Map<SystemAlarm['kind'], boolean>()

  constructor(private host: EngineHost) {
    host.on('dead', (name) => void this.#set(name === 'engine' ? 'engine_dead' : 'historian_dead', true, 1))
  }

  start(): void {
    this.#timer = setInterval(() => {
      if (this.#busy) return
      this.#busy = true
      void this.#look()
        .catch(() => undefined)
        .finally(() => {
          this.#busy = false
        })
    }, INTERVAL_MS)
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
  }

  engineDead(): Promise<void> {
    return this.#set('engine_dead', true, 1)
  }

  async #look(): Promise<void> {
    const silent = engineLink.ageMs === null || engineLink.ageMs > SILENT_MS
    await this.#set('engine_dead', silent, 1)
    const stats = engineLink.stats
    if (stats) {
      await this.#set('storage_full', stats.storageFull, 1)
      await this.#set('historian_dead', false, 1)
    }
    const version = await configVersion()
    if (this.#version !== null && version !== this.#version) this.host.configure(await buildEngineConfig())
    this.#version = version
  }

  async #set(kind: 'engine_dead' | 'historian_dead' | 'storage_full', on: boolean, priority: 1): Promise<void> {
    if (this.#said.get(kind) === on) return
    this.#said.set(kind, on)
    await transact(async (tx) => {
      if (on) await raiseSystemAlarm(tx, { kind, about: kind, priority })
      else await clearSystemAlarm(tx, { kind, about: kind })
    })
  }
}
