import { once } from 'node:events'
import { child, told } from '#bench/child'
import { median, type Figure } from '#bench/figure'
import { folder, POINTS } from '#bench/plant'
import { HistoryStore } from '#modules/telemetry/historian/store'

const ROUNDS = 3
const GOAL_MS = 3_000
/** Rows in one transaction while the history is made: it is not what is measured. */
const CHUNK = 20_000

/**
 * P12: from the start of the process to the first reading that is evaluated and stored, with a million readings in the
 * history, or as many as `--rows 10000000` says; beside the same with none.
 */
export async function run(): Promise<Figure[]> {
  const at = process.argv.indexOf('--rows')
  const rows = at < 0 ? 1_000_000 : Number(process.argv[at + 1])
  const [full, empty] = [folder(), folder()]
  try {
    fill(full.file, rows)
    const [times, references]: number[][] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      references!.push(await start(empty.file))
      times!.push(await start(full.file))
    }
    const [value, reference] = [median(times!), median(references!)]
    return [{ id: 'P12', name: `start to the first evaluated reading, ${rows.toLocaleString('en')} rows`, value, unit: 'ms', reference, ratio: value / reference, goal: `<= ${GOAL_MS} ms`, met: value <= GOAL_MS }]
  } finally {
    full.remove()
    empty.remove()
  }
}

async function start(file: string): Promise<number> {
  const began = performance.now()
  const process = child('startup_process', [file])
  await told(process)
  const taken = performance.now() - began
  await once(process, 'exit')
  return taken
}

function fill(file: string, rows: number): void {
  const store = new HistoryStore(file)
  const first = Date.now() - (rows / POINTS) * 100 - 60_000
  const newPoints = Array.from({ length: POINTS }, (_, index) => ({ id: index + 1, code: `B.${index}.V` }))
  for (let done = 0, id = 1; done < rows; done += CHUNK, id++) {
    const numbers = Array.from({ length: Math.min(CHUNK, rows - done) }, (_, index) => done + index)
    store.write({
      id,
      at: Date.now(),
      newPoints: id === 1 ? newPoints : [],
      pointIds: Int32Array.from(numbers, (number) => (number % POINTS) + 1),
      instants: Float64Array.from(numbers, (number) => Math.round(first) + Math.floor(number / POINTS) * 100),
      values: Float64Array.from(numbers, (number) => number % 90),
      qualities: new Uint8Array(numbers.length),
      conditions: [],
      transitions: [],
      committed: [],
    })
  }
  store.close()
}
