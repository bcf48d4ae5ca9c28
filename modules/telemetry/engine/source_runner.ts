import { isDeepStrictEqual } from 'node:util'
import { clock } from '#app/kernel/clock'
import type { TopicBus } from '#modules/telemetry/broker/topic_bus'
import type { Driver, RawReading, SwitchingDriver } from '#modules/telemetry/drivers/driver'
import { HttpDriver } from '#modules/telemetry/drivers/http'
import { ModbusDriver } from '#modules/telemetry/drivers/modbus'
import { MqttDriver } from '#modules/telemetry/drivers/mqtt'
import { ReplayDriver } from '#modules/telemetry/drivers/replay'
import { SparkplugDriver } from '#modules/telemetry/drivers/sparkplug'
import type { SourceConfig, Transition } from '#modules/telemetry/engine/port'

interface Runner {
  config: SourceConfig
  driver: Driver
  /** Null until it is known: neither lost nor found has been said. */
  up: boolean | null
}

interface Surroundings {
  bus: TopicBus
  /** Sources that were lost when the engine ended: their return is told. */
  lost: ReadonlySet<string>
  ingest(readings: RawReading[]): Promise<void>
  gone(points: readonly string[]): void
  publish(topic: string, payload: Buffer): void
  tell(transition: Transition): void
}

/** Runs the sources side by side, each in its own time; its loss and its return are told once. */
export class SourceRunners {
  #runners = new Map<string, Runner>()

  constructor(private around: Surroundings) {}

  /** Starts what is new or changed, stops what is gone; what stays goes on undisturbed. */
  async configure(sources: readonly SourceConfig[]): Promise<void> {
    for (const [code, runner] of this.#runners) {
      const wanted = sources.find((source) => source.code === code)
      if (wanted && isDeepStrictEqual(wanted, runner.config)) continue
      this.#runners.delete(code)
      await runner.driver.stop()
    }
    for (const config of sources) {
      if (this.#runners.has(config.code)) continue
      const driver = this.#driverOf(config)
      const runner: Runner = { config, driver, up: this.around.lost.has(config.code) ? false : null }
      this.#runners.set(config.code, runner)
      await runner.driver.start({
        readings: (readings) => this.around.ingest(readings),
        lost: (error) => this.#say(runner, false, error),
        found: () => this.#say(runner, true, ''),
        gone: (points) => this.around.gone(points),
      })
    }
  }

  driver(code: string): Driver | undefined {
    return this.#runners.get(code)?.driver
  }

  /** A source that sends by itself has sent. */
  pushed(code: string): void {
    const driver = this.driver(code)
    if (driver instanceof HttpDriver) driver.pushed()
  }

  /** The source as one that switches things; undefined where it does not. */
  switching(code: string): SwitchingDriver | undefined {
    const driver = this.driver(code)
    return driver && 'writeCoil' in driver ? (driver as SwitchingDriver) : undefined
  }

  async stop(): Promise<void> {
    await Promise.allSettled([...this.#runners.values()].map((runner) => runner.driver.stop()))
    this.#runners.clear()
  }

  #driverOf(config: SourceConfig): Driver {
    switch (config.kind) {
      case 'modbus_tcp':
      case 'modbus_rtu_tcp':
        return new ModbusDriver(config)
      case 'mqtt':
        return new MqttDriver(config, this.around.bus)
      case 'sparkplug_b':
        return new SparkplugDriver(config, this.around.bus, (topic, payload) => this.around.publish(topic, payload))
      case 'http':
        return new HttpDriver(config)
      case 'replay':
        return new ReplayDriver(config)
    }
  }

  #say(runner: Runner, up: boolean, error: string): void {
    const former = runner.up
    if (former === up) return
    runner.up = up
    const { code } = runner.config
    if (!up) this.around.tell({ kind: 'source_lost', source: code, error, at: clock.now() })
    else if (former === false) this.around.tell({ kind: 'source_found', source: code, at: clock.now() })
  }
}
