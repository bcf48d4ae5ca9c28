import { benchConfig } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'

/** Engine and historian on a history file, until they are killed; says the broker's port. Argument: history file. */
const host = new EngineHost({ historyFile: process.argv[2]!, mqtt: { host: '127.0.0.1', port: 0 } })
host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
await host.start(benchConfig())
process.send!(host.mqttPort)
