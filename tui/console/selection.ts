import type { Choice } from '#tui/console/state'
import type { Item } from '#tui/console/view'

const within = (value: number, low: number, high: number): number => Math.max(low, Math.min(value, high))

const matches = (text: string, terms: string[]): boolean => terms.every((term) => text.includes(term))

/** Every word of the filter must occur. */
export function filterItems(items: Item[], filter: string): Item[] {
  const terms = filter.toLowerCase().split(/\s+/).filter(Boolean)
  return terms.length === 0 ? items : items.filter((item) => matches(item.search(), terms))
}

/** Where the chosen item is now. One that has gone leaves the hand at its place; an empty list has none (-1). */
export function indexOf(choice: Choice, items: Item[]): number {
  if (items.length === 0) return -1
  const found = choice.key === null ? -1 : items.findIndex((item) => item.key === choice.key)
  return found >= 0 ? found : within(choice.index, 0, items.length - 1)
}

export const chosenItem = (choice: Choice, items: Item[]): Item | null => items[indexOf(choice, items)] ?? null

/** Scrolls as little as possible to keep the chosen row on the screen. */
export function offsetFor(offset: number, index: number, page: number, total: number): number {
  if (page <= 0 || total <= page) return 0
  const shown = within(offset, index - page + 1, index)
  return within(shown, 0, total - page)
}

export function choose(choice: Choice, index: number, items: Item[], page: number): Choice {
  if (items.length === 0) return { key: null, index: 0, offset: 0 }
  const place = within(index, 0, items.length - 1)
  return { key: items[place]!.key, index: place, offset: offsetFor(choice.offset, place, page, items.length) }
}

export const moveBy = (choice: Choice, steps: number, items: Item[], page: number): Choice =>
  choose(choice, indexOf(choice, items) + steps, items, page)
