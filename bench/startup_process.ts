import { benchConfig } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'

/** Starts engine and historian on a history, has one reading evaluated and stored, and says so. Argument: history file. */
const host = new EngineHost({ historyFile: process.argv[2]!, mqtt: { host: '127.0.0.1', port: 0 } })
host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
await host.start(benchConfig())
const { accepted } = await host.request({ type: 'ingest', id: 'first', readings: [{ point: 'B.0.V', value: 1, ts: Date.now(), quality: 'good' }] })
process.send!(accepted)
await host.stop()
process.exit(0)
