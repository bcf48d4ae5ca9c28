import { child, told } from '#bench/child'
import { median, type Figure } from '#bench/figure'
import { fillHistory } from '#bench/fill_history'
import { folder } from '#bench/plant'

const GOAL_MS = 50
const GOAL_RATIO = 1.5
const FEW = 100_000
const ROUNDS = 3

export interface CockpitTold {
  p95: number
}

/**
 * P8: what the screens of a control room ask the history at once (four trends, from an hour to ten years, and an hour of
 * readings) with ten million readings, or as many as `--rows 100000000` says, beside the same with a hundred thousand.
 */
export async function run(): Promise<Figure[]> {
  const at = process.argv.indexOf('--rows')
  const rows = at < 0 ? 10_000_000 : Number(process.argv[at + 1])
  const [many, few] = [folder(), folder()]
  try {
    const last = Date.now()
    // Twenty points, read every five seconds: the small one goes back seven hours, the large one a month and more.
    fillHistory(few.file, { rows: FEW, points: 20, everyMs: 5_000, last })
    fillHistory(many.file, { rows, points: 20, everyMs: 5_000, last }, 100_000)
    const [values, references]: number[][] = [[], []]
    for (let round = 0; round < ROUNDS; round++) {
      references!.push(await p95(few.file, last))
      values!.push(await p95(many.file, last))
    }
    const [value, reference] = [median(values!), median(references!)]
    const ratio = value / reference
    return [
      { id: 'P8', name: `p95 of one look: four trends from an hour to ten years and an hour of readings, ${rows.toLocaleString('en')} readings beside ${FEW.toLocaleString('en')}`, value, unit: 'ms', reference, ratio, goal: `<= ${GOAL_MS} ms and <= ${GOAL_RATIO} times`, met: value <= GOAL_MS && ratio <= GOAL_RATIO },
    ]
  } finally {
    many.remove()
    few.remove()
  }
}

async function p95(file: string, last: number): Promise<number> {
  const process = child('cockpit_process', [file, last])
  // The framework says a word of its own when it stands.
  for (;;) {
    const said = await told<Partial<CockpitTold>>(process)
    if (said.p95 !== undefined) return said.p95
  }
}
