import type { Quality, RegisterMapping } from '#modules/telemetry/engine/port'

/** So many sensible values in a row, and a register is believed again. */
const SENSIBLE_IN_A_ROW = 10
/** Against the finest value that is believed: a thousand times the range. */
const WILD = 1e12

/**
 * Whether the words of a float can be in the right order. One value alone may look right in any order (12.0 becomes 3.004),
 * but the next ones leap to 2e-41 or -1e8: after such a leap a register's values are uncertain until it has been sensible
 * for a while.
 */
export class WordDoubt {
  #left = new Map<string, number>()

  judge({ point, type, finest }: RegisterMapping, value: number): Quality {
    if (type !== 'float32' || finest === undefined) return 'good'
    const size = Math.abs(value)
    if (Number.isNaN(value) || size > finest * WILD) {
      this.#left.set(point, SENSIBLE_IN_A_ROW)
      return 'bad'
    }
    const left = this.#left.get(point)
    if (left === undefined) return 'good'
    if (left > 1) this.#left.set(point, left - 1)
    else this.#left.delete(point)
    return 'uncertain'
  }
}
