import { appendFileSync } from 'node:fs'
import { EngineHost } from '#modules/telemetry/engine/host'
import { plantConfig } from '#tests/support/field_engine'

/**
 * A process that can be killed: the engine and its historian, with a web thread that writes each transition down before
 * it commits it. Arguments: history file, MQTT port, file of transitions.
 */
const [historyFile, port, transitions] = process.argv.slice(2)
const host = new EngineHost({ historyFile: historyFile!, mqtt: { host: '127.0.0.1', port: Number(port) } })
host.on('transition', ({ journalSeq, transition }) => {
  appendFileSync(transitions!, `${JSON.stringify({ journalSeq, ...transition })}\n`)
  host.committed(journalSeq)
})
await host.start(plantConfig())
process.send!({ port: host.mqttPort })
process.on('SIGTERM', () => void host.stop().then(() => process.exit(0)))
