import db from '@adonisjs/lucid/services/db'
import type { PinnedLevel } from '#modules/permits/level'

interface LevelRow {
  code: string
  version: number
  body: string
}

const levelOf = (row: LevelRow): PinnedLevel => ({ ...JSON.parse(row.body), version: row.version })

/** Every level in its newest version, the most dangerous first; those out of use too. */
export async function currentLevels(): Promise<PinnedLevel[]> {
  const newest = db.from('permit_levels').groupBy('code').max('id')
  const rows: LevelRow[] = await db.from('permit_levels').whereIn('id', newest)
  return rows.map(levelOf).sort((one, other) => other.rank - one.rank)
}

/** A level in one version: the one a permit is pinned on. Throws when there is none, because versions are never deleted. */
export async function levelVersion(code: string, version: number): Promise<PinnedLevel> {
  return levelOf(await db.from('permit_levels').where({ code, version }).firstOrFail())
}

/** The lowest level that an area of this gas class allows; null: any. */
export function levelRequired(levels: PinnedLevel[], gasClass: string | null): PinnedLevel | null {
  if (gasClass === null) return null
  const asking = levels.filter((level) => level.active && level.gas_classes.includes(gasClass))
  return asking.sort((one, other) => other.rank - one.rank)[0] ?? null
}
