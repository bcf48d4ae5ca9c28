import { fitBlock, fitLine, span, spread, type Line } from '#tui/lib/line'
import { PAINTS, UNKNOWN_SHAPE } from '#tui/lib/tones'
import { columnWidths, tableLine } from '#tui/console/columns'
import { LIST_HEAD_ROWS, type Rect } from '#tui/console/layout'
import { indexOf, offsetFor } from '#tui/console/selection'
import type { Choice } from '#tui/console/state'
import type { Item, View, ViewContext } from '#tui/console/view'

export interface ListFacts {
  view: View
  /** What was opened in it: its own rows are shown instead. */
  opened: string | null
  choice: Choice
  filter: string
  /** Null: not known. */
  items: Item[] | null
  /** Before the filter: how many there are, and how many of them are here. */
  total: number
  loaded: number
  /** Why there is nothing, when that is known. */
  fault: string[]
  focused: boolean
}

const MARK_CELLS = 2

/** The chosen row: a mark that is there without colour too; alarm colours keep their own ground. */
export const chosenLine = (line: Line): Line =>
  line.map((part) => (part.tone && PAINTS[part.tone].background ? part : { ...part, tone: 'selected' as const }))

function heading(
  { view, opened, items, total, loaded, filter, choice, focused }: ListFacts,
  { t }: ViewContext,
  width: number
): Line {
  const shown = items?.length ?? 0
  const place = shown === 0 ? '' : `${indexOf(choice, items!) + 1}/${shown}`
  const counts = { shown, total, loaded, filter }
  const known = loaded < total ? t('tui.list.first', counts) : t('tui.list.count', { count: loaded })
  const count = items === null ? '' : filter ? t('tui.list.filtered', counts) : known
  const left: Line = [span(`${t(`tui.view.${view.id}`)}${opened === null ? '' : ` · ${opened}`}`, focused ? 'action' : 'strong', true), span(`  ${count}`, 'quiet')]
  return spread(left, [span(place, 'quiet')], width)
}

/** Nothing there, nothing that matches, and nothing known are three different things. */
function emptyLines({ items, filter, fault, view }: ListFacts, { t }: ViewContext): Line[] {
  if (items !== null)
    return [[span(`  ${filter ? t('tui.list.no_match', { filter }) : t(`tui.empty.${view.id}`)}`, 'quiet')]]
  if (fault.length === 0) return [[span(`  ${t('tui.list.fetching')}`, 'quiet')]]
  return [
    [span(`  ${UNKNOWN_SHAPE} ${t('tui.unknown')}`, 'unknown')],
    ...fault.map((text): Line => [span(`  ${text}`, 'unknown')]),
  ]
}

export function listLines(facts: ListFacts, context: ViewContext, rect: Rect): Line[] {
  if (rect.height === 0) return []
  const { view, choice, items } = facts
  const columns = (facts.opened !== null && view.openColumns) || view.columns
  const widths = columnWidths(columns, rect.width - MARK_CELLS)
  const titles = columns.map((column) => span(context.t(column.title), 'quiet'))
  const head = [
    heading(facts, context, rect.width),
    [span(' '.repeat(MARK_CELLS)), ...tableLine(titles, columns, widths)],
  ]
  const page = rect.height - LIST_HEAD_ROWS
  if (!items || items.length === 0) return fitBlock([...head, ...emptyLines(facts, context)], rect.width, rect.height)

  const chosen = indexOf(choice, items)
  const offset = offsetFor(choice.offset, chosen, page, items.length)
  const rows = items.slice(offset, offset + page).map((item, index) => {
    const line = fitLine(
      [span(index + offset === chosen ? '▸ ' : '  '), ...tableLine(item.cells(), columns, widths)],
      rect.width
    )
    return index + offset === chosen ? chosenLine(line) : line
  })
  return fitBlock([...head, ...rows], rect.width, rect.height)
}
