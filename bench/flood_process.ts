import { benchConfig, POINTS } from '#bench/plant'
import { EngineHost } from '#modules/telemetry/engine/host'
import { newId } from '#app/kernel/ids'
import type { FloodTold } from '#bench/flood'

/** Floods its own engine as fast as it takes them and watches its memory. Arguments: history file, number of readings. */
const [file, count] = [process.argv[2]!, Number(process.argv[3])]
const AT_ONCE = 1_000
const host = new EngineHost({ historyFile: file, mqtt: { host: '127.0.0.1', port: 0 } })
host.on('transition', ({ journalSeq }) => host.committed(journalSeq))
await host.start(benchConfig())
const first = Date.now() - 100_000
const batchAt = (from: number) =>
  Array.from({ length: AT_ONCE }, (_, index) => ({ point: `B.${(from + index) % POINTS}.V`, value: (from + index) % 90, ts: first + Math.floor((from + index) / POINTS), quality: 'good' as const }))
await host.request({ type: 'ingest', id: newId(), readings: batchAt(0).map((one) => ({ ...one, ts: one.ts - 10_000 })) })
await new Promise((resolve) => setTimeout(resolve, 1_000))

const before = process.memoryUsage().rss
let [most, mostPending] = [0, 0]
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20)
const pending = setInterval(() => void host.request({ type: 'snapshot', id: newId() }).then(({ stats }) => (mostPending = Math.max(mostPending, stats.pending))), 50)
const answers = await Promise.all(Array.from({ length: count / AT_ONCE }, (_, index) => host.request({ type: 'ingest', id: newId(), readings: batchAt(index * AT_ONCE) }).catch(() => ({ accepted: 0, rejected: [] }))))
clearInterval(watch)
clearInterval(pending)
const stored = answers.reduce((sum, { accepted }) => sum + accepted, 0)
const refused = answers.reduce((sum, { rejected }) => sum + rejected.length, 0)
process.send!({ addedMb: (Math.max(most, process.memoryUsage().rss) - before) / 1e6, mostPending, stored, refused } satisfies FloodTold)
await host.stop()
process.exit(0)
