import type { Tried } from '#tui/console/open_source'

export type RegisterChanges = Partial<Omit<Tried, 'point'>>

const TYPES = ['bool', 'int16', 'uint16', 'int32', 'uint32', 'float32']
const ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA']
const FIGURES = ['scale', 'offset', 'min', 'max'] as const

/** `order=CDAB type=float32 scale=0.1 offset=0 min=0 max=100`, any of them; null: one can't be read. */
export function readChanges(words: string[]): RegisterChanges | null {
  const changes: RegisterChanges = {}
  for (const word of words) {
    const [, name = '', value = ''] = /^(\w+)=(\S+)$/.exec(word) ?? []
    const figure = FIGURES.find((one) => one === name)
    if (name === 'type' && TYPES.includes(value)) changes.type = value
    else if (name === 'order' && ORDERS.includes(value.toUpperCase())) changes.word_order = value.toUpperCase()
    else if (figure && Number.isFinite(Number(value))) changes[figure] = Number(value)
    else return null
  }
  return changes
}
