import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { register } from '#modules/personnel/access/register'
import { conversionDefault } from '#modules/personnel/stay/settings'
import { toMg, type CoNow } from '#modules/personnel/stay/permitted'

/** A detector of CO as it is now; value null: not known to be good. */
export interface CoPoint {
  areaCode: string
  value: number | null
  unit: string
  conversionC: number | null
}

let source: (() => Promise<CoPoint[]>) | null = null
const FRESH_MS = 1_000
let kept: { points: CoPoint[]; at: number } | null = null

/** The room that knows the detectors says so here. */
export function registerCoSource(replacement: () => Promise<CoPoint[]>): void {
  source = replacement
  kept = null
}

/** The worst that is measured in the area or in what lies in it; one detector that is not known makes it unknown. */
export async function coOf(areaCode: string): Promise<CoNow> {
  const codes = (await register.fresh()).codesWithin(areaCode)
  const points = (await detectors()).filter((point) => codes.includes(point.areaCode))
  if (points.length === 0) return { kind: 'none' }
  const usual = await settingValue(conversionDefault)
  const values = points.map(({ value, unit, conversionC }) => (value === null ? null : toMg(value, unit, conversionC ?? usual)))
  const known = values.filter((value) => value !== null)
  if (known.length < values.length) return { kind: 'unknown' }
  return { kind: 'known', mg: Math.max(...known) }
}

async function detectors(): Promise<CoPoint[]> {
  if (kept && clock.monotonic() >= kept.at && clock.monotonic() - kept.at < FRESH_MS) return kept.points
  const points = source ? await source() : []
  kept = { points, at: clock.monotonic() }
  return points
}
