/** Keys of one reader come faster than any fingers. */
export const FAST_MS = 35
/** Typed by hand into no field: a pause longer than this starts anew. */
const PAUSE_MS = 4_000
export const MIN_LENGTH = 4
const MAX_LENGTH = 2_000

/**
 * Tells a badge reader or QR scanner that acts as a keyboard from a person who types. Pure: keys and their times in,
 * what they mean out.
 */
export class KeyBursts {
  #text = ''
  #gaps: number[] = []
  #lastAt = -Infinity

  /** A printable key; true when it is part of a burst so far. */
  key(char: string, at: number): boolean {
    const gap = at - this.#lastAt
    if (gap > PAUSE_MS || this.#text.length >= MAX_LENGTH) this.clear()
    if (this.#text !== '') this.#gaps.push(gap)
    this.#text += char
    this.#lastAt = at
    return this.#gaps.length > 0 && gap <= FAST_MS
  }

  /** Enter: what was sent, and whether a machine sent it. Null when it was too short to be a code. */
  enter(at: number): { code: string; fast: boolean } | null {
    const recent = at - this.#lastAt <= PAUSE_MS
    const read = at - this.#lastAt <= FAST_MS * 3 ? this.#machinePart() : null
    const code = (read ?? this.#text).trim()
    this.clear()
    return recent && code.length >= MIN_LENGTH ? { code, fast: read !== null } : null
  }

  /**
   * What a reader sent: everything when nearly all came fast (one hiccup is the computer's), else what came fast at the
   * end, after keys that a person had typed before.
   */
  #machinePart(): string | null {
    const fast = this.#gaps.filter((gap) => gap <= FAST_MS).length
    const lastPause = this.#gaps.findLastIndex((gap) => gap > FAST_MS)
    if (fast === 0) return null
    if (lastPause === -1) return this.#text
    const typedBefore = this.#gaps.slice(0, lastPause).every((gap) => gap > FAST_MS)
    if (typedBefore) return this.#text.length - lastPause - 1 >= MIN_LENGTH ? this.#text.slice(lastPause + 1) : null
    return fast / this.#gaps.length >= 0.7 ? this.#text : null
  }

  erase(): void {
    this.#text = this.#text.slice(0, -1)
    this.#gaps.pop()
  }

  clear(): void {
    this.#text = ''
    this.#gaps = []
    this.#lastAt = -Infinity
  }

  get text(): string {
    return this.#text
  }
}
