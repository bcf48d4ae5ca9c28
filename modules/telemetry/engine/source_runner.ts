import { isDeepStrictEqual } from 'node:util'
import type { ModbusSourceConfig, SourceConfig, Transition } from '#modules/telemetry/engine/port'
import { ModbusTcpDriver } from '#modules/telemetry/drivers/modbus_tcp'
import type { RawReading, SwitchingDriver } from '#modules/telemetry/drivers/driver'
import { clock } from '#app/kernel/clock'

interface Runner {
  config: ModbusSourceConfig
  driver: SwitchingDriver
  /** Null until the first poll: neither lost nor found has been said. */
  up: boolean | null
}

/** Runs the polled sources side by side; each one's loss and return are told once. */
export class SourceRunners {
  #runners = new Map<string, Runner>()

  constructor(
    private ingest: (readings: RawReading[]) => Promise<void>,
    private tell: (transition: Transition) => void,
    private makeDriver: (config: ModbusSourceConfig) => SwitchingDriver = (config) => new ModbusTcpDriver(config)
  ) {}

  /** Starts what is new or changed, stops what is gone; what stays goes on undisturbed. */
  async configure(sources: readonly SourceConfig[]): Promise<void> {
    const polled = sources.filter((source): source is ModbusSourceConfig => source.kind === 'modbus_tcp')
    for (const [code, runner] of this.#runners) {
      const wanted = polled.find((source) => source.code === code)
      if (wanted && isDeepStrictEqual(wanted, runner.config)) continue
      this.#runners.delete(code)
      await runner.driver.stop()
    }
    for (const config of polled) {
      if (this.#runners.has(config.code)) continue
      const runner: Runner = { config, driver: this.makeDriver(config), up: null }
      this.#runners.set(config.code, runner)
      await runner.driver.start({
        readings: (readings) => this.ingest(readings),
        lost: (error) => this.#say(runner, false, error),
        found: () => this.#say(runner, true, ''),
      })
    }
  }

  driver(code: string): SwitchingDriver | undefined {
    return this.#runners.get(code)?.driver
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.#runners.values()].map((runner) => runner.driver.stop()))
    this.#runners.clear()
  }

  #say(runner: Runner, up: boolean, error: string): void {
    const former = runner.up
    if (former === up) return
    runner.up = up
    const { code } = runner.config
    if (!up) this.tell({ kind: 'source_lost', source: code, error, at: clock.now() })
    else if (former === false) this.tell({ kind: 'source_found', source: code, at: clock.now() })
  }
}
