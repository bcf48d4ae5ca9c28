import { decodeRaw, engineeringValue, widthOf, WORD_ORDERS } from '#modules/telemetry/drivers/registers'
import type { ValueType, WordOrder } from '#modules/telemetry/engine/port'

/** What words say when they are read in one order, and whether that can be: the question of every commissioning. */
export interface OrderReading {
  order: WordOrder
  value: number | null
  verdict: 'plausible' | 'out_of_range' | 'not_a_number' | 'next_to_nothing'
}

export interface Scaling {
  type: ValueType
  scale: number
  offset: number
  min: number
  max: number
}

/** A float holds seven digits: what is smaller than this part of its range, and not zero, is words in the wrong order. */
export const FINEST = 1e-9

function verdictOf(raw: number, value: number, { type, scale, min, max }: Scaling): OrderReading['verdict'] {
  if (!Number.isFinite(value)) return 'not_a_number'
  if (type === 'float32' && raw !== 0 && Math.abs(raw * scale) < (max - min) * FINEST) return 'next_to_nothing'
  return value < min || value > max ? 'out_of_range' : 'plausible'
}

/** The words in every order that makes a difference: a single register has one. */
export function readInOrders(words: readonly number[], scaling: Scaling): OrderReading[] {
  const { type, scale, offset } = scaling
  const orders = widthOf(type) === 2 ? WORD_ORDERS : WORD_ORDERS.slice(0, 1)
  return orders.map((order) => {
    const raw = decodeRaw(words, type, order)
    const value = engineeringValue(raw, scale, offset)
    return { order, value: Number.isFinite(value) ? value : null, verdict: verdictOf(raw, value, scaling) }
  })
}
