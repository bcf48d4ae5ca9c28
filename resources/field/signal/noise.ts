/** A number from 0 to 1 (not 1) that only depends on its arguments: FNV-1a, then mixed as murmur3 does. */
export function hash01(seed: string, index: number): number {
  let hash = 0x811c9dc5
  for (const char of `${seed}:${index}`) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/** About normal with standard deviation 1, never beyond 3.5: four even numbers together. */
export function gauss(seed: string, index: number): number {
  let sum = 0
  for (let part = 0; part < 4; part++) sum += hash01(`${seed}/${part}`, index)
  return (sum - 2) * Math.sqrt(3)
}

/** A smooth wandering between -1 and 1: even numbers at every `periodMs`, joined without corners. */
export function wander(seed: string, at: number, periodMs: number): number {
  const index = Math.floor(at / periodMs)
  const part = at / periodMs - index
  const smooth = part * part * (3 - 2 * part)
  const from = hash01(seed, index) * 2 - 1
  const to = hash01(seed, index + 1) * 2 - 1
  return from + (to - from) * smooth
}
