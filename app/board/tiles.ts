import type { BoardSnapshot } from '#app/board/snapshot'

type Tile = keyof BoardSnapshot
type Source<K extends Tile> = () => Promise<BoardSnapshot[K]> | BoardSnapshot[K]

const sources = new Map<Tile, Source<any>>()

/** A room fills its part of the overview with this. Read-only and quick: it runs after every change. */
export function registerTile<K extends Tile>(tile: K, source: Source<K>): void {
  sources.set(tile, source)
}

export const tileSource = <K extends Tile>(tile: K): Source<K> | null => sources.get(tile) ?? null
