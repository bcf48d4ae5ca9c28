import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { dataPath } from '#config/data'
import { reconcileLostPoints } from '#modules/telemetry/actions/reconcile_lost_points'
import { clearSystemAlarm, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import type { EngineHost } from '#modules/telemetry/engine/host'
import { damagedHistories } from '#modules/telemetry/damaged_history'
import { engineLink } from '#modules/telemetry/engine_link'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { configVersion } from '#modules/telemetry/queries/config_version'

type Kind = 'engine_dead' | 'historian_dead' | 'storage_full' | 'history_damaged'

const INTERVAL_MS = 1_000
const SILENT_MS = 3_000
const RECONCILE_EVERY_MS = 10_000

/** Watches over the engine from outside: its life, its storage, and whether its configuration is still the one in force. */
export class EngineWatch {
  #timer: NodeJS.Timeout | null = null
  #busy = false
  #version: number | null = null
  /** What was last said of each; unknown at first, so that an alarm of a former process is cleared as well. */
  #said = new Map<Kind, boolean>()
  #historianDiedAt = -Infinity
  #reconciledAt = clock.monotonic()

  constructor(private host: EngineHost) {
    host.on('dead', (name) => {
      if (name === 'historian') this.#historianDiedAt = clock.now()
      void this.#set(name === 'engine' ? 'engine_dead' : 'historian_dead', true).catch(() => undefined)
    })
  }

  start(version: number): void {
    this.#version = version
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
    return this.#set('engine_dead', true)
  }

  async #look(): Promise<void> {
    await this.#set('engine_dead', engineLink.ageMs === null || engineLink.ageMs > SILENT_MS)
    const stats = engineLink.stats
    if (stats) {
      await this.#set('storage_full', stats.storageFull)
      if ((stats.historianAt ?? 0) > this.#historianDiedAt) await this.#set('historian_dead', false)
    }
    const damaged = damagedHistories(dataPath()).at(-1)
    await this.#set('history_damaged', damaged !== undefined, damaged)
    const version = await configVersion()
    if (version !== this.#version) this.host.configure(await buildEngineConfig())
    this.#version = version
    if (!stats || clock.monotonic() - this.#reconciledAt < RECONCILE_EVERY_MS) return
    this.#reconciledAt = clock.monotonic()
    await reconcileLostPoints()
  }

  async #set(kind: Kind, on: boolean, name?: string): Promise<void> {
    if (this.#said.get(kind) === on) return
    await transact<unknown>((tx) =>
      on ? raiseSystemAlarm(tx, { kind, about: kind, priority: 1, name }) : clearSystemAlarm(tx, { kind, about: kind })
    )
    this.#said.set(kind, on)
  }
}
