/** Keys of one reader come faster than any fingers. */
export const FAST_MS = 35
/** A gap up to this inside of a burst is the computer's, not a person's. */
const HICCUP_MS = 70
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

  /**
   * Enter: what was sent, and whether a machine sent it. Null when it was too short to be a code. `taken`: slow keys
   * have gone to a field or a PIN pad, so what a person typed before the burst is not part of the code.
   */
  enter(at: number, taken = false): { code: string; fast: boolean } | null {
    const recent = at - this.#lastAt <= PAUSE_MS
    const read = at - this.#lastAt <= FAST_MS * 3 ? this.#machinePart(taken) : null
    const code = (read ?? this.#text).trim()
    this.clear()
    return recent && code.length >= MIN_LENGTH ? { code, fast: read !== null } : null
  }

  /** What a reader sent: all of it when nearly all came fast, or what came fast after keys that went elsewhere. */
  #machinePart(taken: boolean): string | null {
    const fast = this.#gaps.filter((gap) => gap <= FAST_MS).length
    const pause = this.#gaps.findLastIndex((gap) => gap > HICCUP_MS)
    const typedBefore = pause >= 0 && this.#gaps.slice(0, pause).every((gap) => gap > FAST_MS)
    if (taken && typedBefore) {
      const burst = this.#gaps.slice(pause + 1)
      return burst.length + 1 >= MIN_LENGTH && mostlyFast(burst) ? this.#text.slice(pause + 1) : null
    }
    return fast > 0 && mostlyFast(this.#gaps) ? this.#text : null
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

const mostlyFast = (gaps: number[]): boolean => gaps.filter((gap) => gap <= FAST_MS).length >= gaps.length * 0.7
