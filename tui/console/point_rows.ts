import type { BoardPoint } from '#app/board/snapshot'
import type { PointReply } from '#tui/console/replies'
import type { Source } from '#tui/console/view'

const toPoint = ({ name_en: nameEn, area: areaCode, last_good_ts: lastGoodTs, ...point }: PointReply): BoardPoint => ({ ...point, nameEn, areaCode, lastGoodTs })

/**
 * Every point as it is now. The board, a second old, carries of a large plant only those that matter; the list, five
 * seconds old, has all: of what both have, the younger is shown. Null until either is there.
 */
export function pointsNow({ board, points }: Pick<Source, 'board' | 'points'>): BoardPoint[] | null {
  if (!points) return board?.points.items ?? null
  const fresh = new Map(board?.points.items.map((point) => [point.code, point]))
  return points.map((point) => fresh.get(point.code) ?? toPoint(point))
}
