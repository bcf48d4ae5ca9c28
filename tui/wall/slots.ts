import type { BoardPoint } from '#app/board/snapshot'

/** The most deviating known points; the unknown ones are counted in the header, a trend of them would be a blank. */
export function mostDeviating(points: BoardPoint[], count: number): string[] {
  return points
    .filter((point) => point.quality !== 'bad' && point.value !== null && point.deviation !== null)
    .sort((a, b) => b.deviation! - a.deviation! || a.code.localeCompare(b.code))
    .slice(0, count)
    .map((point) => point.code)
}

/**
 * Who is still among the chosen keeps its place on the wall: eyes know where to look, and two points that trade places
 * each second would make it flicker. Newcomers take the places that have become free.
 */
export function keepPlaces(before: (string | null)[], chosen: string[], count: number): (string | null)[] {
  const places = Array.from({ length: count }, (_, index) => {
    const code = before[index] ?? null
    return code !== null && chosen.includes(code) ? code : null
  })
  const newcomers = chosen.filter((code) => !places.includes(code))
  return places.map((code) => code ?? newcomers.shift() ?? null)
}

/** Levels of tanks in percent: on the board of a steel plant these are the gas holders. */
export const holdersOf = (points: BoardPoint[]): BoardPoint[] =>
  points.filter((point) => point.kind === 'level' && point.unit === '%').sort((a, b) => a.code.localeCompare(b.code))
