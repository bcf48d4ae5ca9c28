import { statSync } from 'node:fs'
import type { Figure } from '#bench/figure'
import { folder } from '#bench/plant'
import { fillHistory } from '#bench/fill_history'
import { HistoryStore } from '#modules/telemetry/historian/store'

const ROWS = 1_000_000
const MOST_BYTES = 40
const MOST_BLOCK_MS = 50
const DAY_MS = 86_400_000

/**
 * P11: what a stored reading takes on the disk, index and roll-ups with it, and how long clearing up holds up storing: the
 * longest slice while a third of the history is let go, a batch of 500 readings stored between any two.
 */
export async function run(): Promise<Figure[]> {
  const place = folder()
  try {
    const last = Date.now()
    fillHistory(place.file, { rows: ROWS, points: 100, everyMs: 1_000, last })
    const bytes = statSync(place.file).size / ROWS

    const store = new HistoryStore(place.file)
    const spanDays = ((ROWS / 100) * 1_000) / DAY_MS
    const rules = Array.from({ length: 100 }, (_, index) => ({ code: `B.${index}.V`, days: [spanDays * 0.66, 366, 1_830, 3_660] as [number, number, number, number] }))
    store.obey({ rules, reserveBytes: 1 })
    let [longest, id] = [0, 1_000_000]
    for (let more = true; more;) {
      const began = performance.now()
      more = store.retention.step()
      longest = Math.max(longest, performance.now() - began)
      id += 1
      store.write({ id, at: last, newPoints: [], pointIds: Int32Array.from({ length: 500 }, (_, index) => (index % 100) + 1), instants: new Float64Array(500).fill(last + id), values: new Float64Array(500), qualities: new Uint8Array(500), conditions: [], transitions: [], committed: [] })
    }
    const { removed } = store.retention.status
    store.close()
    if (removed < ROWS / 4) throw new Error(`only ${removed} readings were let go`)
    return [
      { id: 'P11', name: 'a stored reading, index and roll-ups with it', value: bytes, unit: 'B', reference: null, ratio: bytes, goal: `<= ${MOST_BYTES} B`, met: bytes <= MOST_BYTES },
      { id: 'P11', name: `longest slice, ${removed.toLocaleString('en')} readings let go while storing`, value: longest, unit: 'ms', reference: null, ratio: longest, goal: `<= ${MOST_BLOCK_MS} ms`, met: longest <= MOST_BLOCK_MS },
    ]
  } finally {
    place.remove()
  }
}
