import { child, told } from '#bench/child'
import type { Figure } from '#bench/figure'
import { folder } from '#bench/plant'

const READINGS = 200_000
const MOST_MB = 150

export interface FloodTold {
  addedMb: number
  mostPending: number
  stored: number
  refused: number
}

/** P10: what 200,000 readings at once add to the memory of engine and historian, and how many ever wait to be stored. */
export async function run(): Promise<Figure[]> {
  const place = folder()
  const process = child('flood_process', [place.file, READINGS])
  try {
    const { addedMb, mostPending, stored, refused } = await told<FloodTold>(process)
    if (stored + refused !== READINGS) throw new Error(`${READINGS - stored - refused} readings were let go without a word`)
    return [
      { id: 'P10', name: `memory that a flood of ${READINGS.toLocaleString('en')} readings adds`, value: addedMb, unit: 'MB', reference: null, ratio: addedMb, goal: `<= ${MOST_MB} MB`, met: addedMb <= MOST_MB },
      { id: 'P10', name: `most readings waiting to be stored (${refused.toLocaleString('en')} refused and told)`, value: mostPending, unit: 'rows', reference: null, ratio: mostPending, goal: '<= 200,500 rows, each stored or refused', met: mostPending <= 200_500 },
    ]
  } finally {
    process.kill()
    place.remove()
  }
}
