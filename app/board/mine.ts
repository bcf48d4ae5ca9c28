import type { Principal } from '#app/identity/index'

/** Something that waits for one person: sign, confirm, guard, re-check. */
export interface MineItem {
  kind: string
  /** Message key and parameters of its one line. */
  title_key: string
  params: Record<string, string | number>
  /** The page where it is done. */
  link: string
  due_at: number | null
  priority: 1 | 2 | 3 | 4
}

type MineSource = (principal: Principal) => Promise<MineItem[]>

const sources = new Map<string, MineSource>()

/** A room says here what waits for a person in it. */
export function registerMine(room: string, source: MineSource): void {
  sources.set(room, source)
}

export const mineSources = (): MineSource[] => [...sources.values()]
