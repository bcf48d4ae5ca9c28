/** Something that nobody knows now although somebody should. */
export interface BlindSpot {
  /** `<kind>:<code>`, stable while it lasts. */
  id: string
  /** Its name is the message `screen.blind.kinds.<kind>`, what mends it `screen.blind.fixes.<kind>`. */
  kind: string
  code: string
  name: string
  nameEn: string
  areaCode: string | null
  /** Null: never known. */
  since: number | null
}

/** What a room watches over, and what of it is not known. */
export interface Sight {
  /** How many things are watched, by area code; null for those of the whole plant. */
  watched: { areaCode: string | null; count: number }[]
  spots: BlindSpot[]
}

type Source = () => Promise<Sight>
const sources = new Map<string, Source>()

/** A room says here what it watches over. Read-only and quick: it runs every second. */
export function registerSight(room: string, source: Source): void {
  sources.set(room, source)
}

/** Everything that is watched over, of all rooms. */
export async function lookAround(): Promise<Sight> {
  const sights = await Promise.all([...sources.values()].map((source) => source()))
  return { watched: sights.flatMap(({ watched }) => watched), spots: sights.flatMap(({ spots }) => spots) }
}

/** Share of what is watched that is known, in percent; without areas the whole plant; null where nothing is watched. */
export function coverageOf({ watched, spots }: Sight, areas: readonly string[] | null): number | null {
  const within = ({ areaCode }: { areaCode: string | null }) => !areas || (areaCode !== null && areas.includes(areaCode))
  const total = watched.filter(within).reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return null
  // One thing may be blind in two ways (a screen that is silent and has a wrong clock): it is one thing.
  const blind = new Set(spots.filter(within).map(({ code }) => code)).size
  return Math.round((Math.max(0, total - blind) / total) * 1_000) / 10
}
