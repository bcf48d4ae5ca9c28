/** How long one may stay at a concentration of CO, mg/m3; minutes null: as long as one works. */
export interface StayBand {
  up_to_mg: number
  minutes: number | null
}

/** What is known of the CO of an area now. `none`: nobody measures there; `unknown`: somebody should, and does not. */
export type CoNow = { kind: 'known'; mg: number } | { kind: 'unknown' } | { kind: 'none' }

const CO_MOLAR_MASS = 28.01
const MOLAR_VOLUME_0C = 22.414
const KELVIN = 273.15
const MINUTE_MS = 60_000

/** Detectors say ppm, the table says mg/m3; between the two stands the temperature that the point was converted at. */
export function toMg(value: number, unit: string, conversionC: number): number | null {
  if (unit === 'mg/m3' || unit === 'mg/m³') return value
  if (unit !== 'ppm') return null
  return (value * CO_MOLAR_MASS) / (MOLAR_VOLUME_0C * ((KELVIN + conversionC) / KELVIN))
}

/** Permitted minutes at what is known: null without limit, 0 only with breathing apparatus. */
export function permittedMinutes(bands: readonly StayBand[], co: CoNow): number | null {
  if (co.kind === 'none') return null
  if (co.kind === 'unknown') return strictest(bands)
  const band = bands.find(({ up_to_mg }) => co.mg <= up_to_mg)
  return band ? band.minutes : 0
}

/** Not knowing is no permission: the clock runs as in the gravest band that has a time at all. */
const strictest = (bands: readonly StayBand[]): number => Math.min(...bands.flatMap(({ minutes }) => minutes ?? []))

/** The share of the permitted time that is used up after another `ms` at this concentration. */
export function useUp(used: number, bands: readonly StayBand[], co: CoNow, ms: number): number {
  const minutes = permittedMinutes(bands, co)
  if (minutes === null) return used
  return minutes === 0 ? Math.max(used, 1) : used + Math.max(0, ms) / (minutes * MINUTE_MS)
}

/** Milliseconds left if nothing changes; null without limit. */
export function remainingMs(used: number, bands: readonly StayBand[], co: CoNow): number | null {
  const minutes = permittedMinutes(bands, co)
  return minutes === null ? null : Math.max(0, 1 - used) * minutes * MINUTE_MS
}
