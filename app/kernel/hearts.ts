/** The parts that must be alive for the system to be trusted. */
export type HeartName = 'engine' | 'historian' | 'broker' | 'audit' | 'outbox'

export interface Heart {
  ok: boolean
  /** Milliseconds since the last sign of life, null when there was none. */
  ageMs: number | null
  /** How its work goes, for whoever runs the system. */
  detail?: string
}

const hearts = new Map<HeartName, () => Promise<Heart> | Heart>()

/** A part says here whether it is alive; one that nobody registered counts as dead. */
export function registerHeart(name: HeartName, source: () => Promise<Heart> | Heart): void {
  hearts.set(name, source)
}

export async function heartOf(name: HeartName): Promise<Heart> {
  return (await hearts.get(name)?.()) ?? { ok: false, ageMs: null }
}
