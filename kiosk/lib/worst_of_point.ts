import type { Detail } from '#kiosk/lib/api'

type Params = NonNullable<Detail['params']>

/** What a reason says of a measuring point: the same point over two limits is one thing to whoever stands before the screen. */
const pointOf = ({ params }: Pick<Detail, 'params'>): string | null => {
  const point = params?.point_code ?? params?.point
  return point ? `${params?.area ?? ''} ${point}` : null
}

/** How far out the crossed limit lies: over an upper one the highest counts, under a lower one the lowest. */
const reach = ({ value, limit }: Params): number => (Number(value) < Number(limit) ? -Number(limit) : Number(limit)) || 0

/**
 * The reasons as a person reads them: one for each point, that of its farthest limit. The others say nothing more, since
 * where the farther limit is crossed the nearer one is. Order and everything that speaks of no point stay as they are.
 */
export function worstOfPoint<T extends Pick<Detail, 'params'> & { since?: number | null }>(reasons: readonly T[]): T[] {
  const kept: T[] = []
  const places = new Map<string, number>()
  for (const why of reasons) {
    const point = pointOf(why)
    const place = point === null ? undefined : places.get(point)
    if (place === undefined) {
      if (point !== null) places.set(point, kept.length)
      kept.push(why)
      continue
    }
    const before = kept[place]!
    kept[place] = reach(why.params ?? {}) > reach(before.params ?? {}) ? why : before
  }
  return kept
}
