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
    const fast = this.#gaps.length > 0 && this.#gaps.every((gap) => gap <= FAST_MS) && at - this.#lastAt <= FAST_MS * 3
    const code = this.#text.trim()
    const recent = at - this.#lastAt <= PAUSE_MS
    this.clear()
    return recent && code.length >= MIN_LENGTH ? { code, fast } : null
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
