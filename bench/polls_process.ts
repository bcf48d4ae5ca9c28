import { setTimeout as pause } from 'node:timers/promises'
import { benchConfig } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'
import type { EngineConfig, ModbusSourceConfig } from '#modules/telemetry/engine/port'

/**
 * An engine that polls so many devices, ten points over a hundred registers of each, once a second, with so many dead
 * devices among them. Says its share of a core. Arguments: history file, ports, devices, dead ones, seconds.
 */
const [file, ...numbers] = process.argv.slice(2)
const [port, deadPort, devices, dead, seconds] = numbers.map(Number) as [number, number, number, number, number]
const REGISTERS = [0, 9, 18, 27, 36, 45, 54, 63, 72, 81, 90, 99]

const sources = Array.from({ length: devices + dead }, (_, index): ModbusSourceConfig => ({
  kind: 'modbus_tcp',
  code: `M${index}`,
  host: '127.0.0.1',
  port: index < devices ? port : deadPort,
  timeoutMs: 500,
  pollClasses: { normal: 1_000 },
  registers: REGISTERS.map((address) => ({ point: `M${index}.${address}.V`, unitId: 1, function: 3, address, type: 'uint16', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'normal' })),
}))
const { points: [point], ...rest } = benchConfig()
const points = sources.flatMap(({ code, registers }) => registers.map((register) => ({ ...point!, code: register.point, sourceCode: code })))
const config: EngineConfig = { ...rest, conditions: [], outputs: [], sources, points }

const host = new EngineHost({ historyFile: file!, mqtt: null })
host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
await host.start(config)
await pause(3_000)
const before = process.cpuUsage()
const from = performance.now()
await pause(seconds * 1_000)
const used = process.cpuUsage(before)
process.send!((used.user + used.system) / 1_000 / (performance.now() - from))
process.once('message', () => process.exit(0))
