import { areaCodesWithin, areaLabel } from '#app/plant/index'
import { coverageOf, lookAround, type Sight } from '#app/board/blind_spots'
import type { AreaFacet } from '#app/board/tiles'
import type { BoardArea, BoardBlindSpot, BoardSnapshot } from '#app/board/snapshot'

const MOST = 100

/** What is not known anywhere, since when, and how much of the plant is seen. */
export async function blindTile(sight: Sight): Promise<BoardSnapshot['blind']> {
  const spots = [...sight.spots].sort((a, b) => (a.since ?? 0) - (b.since ?? 0))
  const items = await Promise.all(
    spots.slice(0, MOST).map(async (spot): Promise<BoardBlindSpot> => {
      const area = spot.areaCode ? await areaLabel(spot.areaCode) : null
      return { ...spot, areaName: area?.name ?? '', areaNameEn: area?.nameEn ?? '' }
    })
  )
  return { count: spots.length, coverage: coverageOf(sight, null), items }
}

/** The same area by area, for the map: what lies in an area is part of it. */
export function blindFacet(sight: Sight, plan: readonly Pick<BoardArea, 'code' | 'parentCode'>[]): AreaFacet {
  const parents = new Map(plan.map(({ code, parentCode }) => [code, parentCode]))
  const lineOf = (code: string | null): string[] => {
    const line: string[] = []
    for (let next = code; next && !line.includes(next); next = parents.get(next) ?? null) line.push(next)
    return line
  }
  const held = new Map(plan.map(({ code }) => [code, { watched: [], spots: [] } as Sight]))
  for (const one of sight.watched) for (const code of lineOf(one.areaCode)) held.get(code)?.watched.push(one)
  for (const spot of sight.spots) for (const code of lineOf(spot.areaCode)) held.get(code)?.spots.push(spot)
  return new Map([...held].map(([code, own]) => [code, { blind: own.spots.length, coverage: coverageOf(own, null) }]))
}

/** For the API: everything, with what mends it named by its kind. */
export async function blindSpots(areaCode: string | null) {
  const sight = await lookAround()
  const areas = areaCode ? await areaCodesWithin(areaCode) : null
  const spots = sight.spots.filter((spot) => !areas || (spot.areaCode !== null && areas.includes(spot.areaCode)))
  return { coverage: coverageOf(sight, areas), spots: spots.sort((a, b) => (a.since ?? 0) - (b.since ?? 0)) }
}
