import type { PointState } from '#modules/telemetry/queries/point_states'

/** As many points travel to every screen each second; the rest is asked for by who looks at it (`GET /points`). */
const MOST = 400

/**
 * The points that matter now: of a small plant all, of a large one those that an alarm stands on, every gas holder's level,
 * the nearest to their limits, and of the unknown as many as there is room for. By code.
 */
export function pointsOnBoard(points: readonly PointState[], alarmed: ReadonlySet<string>, most = MOST): PointState[] {
  if (points.length <= most) return [...points]
  const chosen = new Set(points.filter((point) => alarmed.has(point.code) || isHolder(point)).slice(0, most / 2))
  const nearest = points.filter(({ deviation }) => deviation !== null).sort((one, other) => other.deviation! - one.deviation!)
  const unknown = points.filter(({ deviation }) => deviation === null)
  for (const point of [...nearest.slice(0, most / 2), ...unknown, ...nearest]) {
    if (chosen.size >= most) break
    chosen.add(point)
  }
  return points.filter((point) => chosen.has(point))
}

const isHolder = ({ kind, unit }: PointState): boolean => kind === 'level' && unit === '%'
