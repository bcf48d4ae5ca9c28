export { registerHeart } from '#app/kernel/hearts'
import type { BoardArea, BoardSnapshot } from '#app/board/snapshot'

/** What rooms fill in; the rest the board works out itself. */
export type Tile = Exclude<keyof BoardSnapshot, 'at' | 'plant' | 'areas' | 'bypasses' | 'blind' | 'kpis' | 'headline' | 'health' | 'predictions'>

type Source<T> = () => Promise<T> | T
/** What a room knows about areas, by area code. */
export type AreaFacet = Map<string, Partial<BoardArea>>

const tiles = new Map<Tile, Source<any>>()
const facets = new Map<string, Source<AreaFacet>>()

/** A room fills its part of the overview with this. Read-only and quick: it runs every second. */
export function registerTile<K extends Tile>(tile: K, source: Source<BoardSnapshot[K]>): void {
  tiles.set(tile, source)
}

/** A room adds what it knows of the areas: their grade, who is inside, what stands there. */
export function registerAreaFacet(name: string, source: Source<AreaFacet>): void {
  facets.set(name, source)
}

export const tileSource = <K extends Tile>(tile: K): Source<BoardSnapshot[K]> | null => tiles.get(tile) ?? null
export const areaFacets = (): Source<AreaFacet>[] => [...facets.values()]
