import { fact, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText } from '#tui/lib/time'
import { alarmTone, PRIORITY_SHAPES, type Priority } from '#tui/lib/tones'
import { words, type InboxRow, type Item, type View, type ViewContext } from '#tui/console/view'

const priorityOf = (row: InboxRow): Priority =>
  row.priority >= 1 && row.priority <= 4 ? (row.priority as Priority) : 4

const prioritySpan = (row: InboxRow): Span =>
  span(`${PRIORITY_SHAPES[priorityOf(row)]}${priorityOf(row)}`, row.read_at ? 'quiet' : alarmTone(priorityOf(row)))

function detail(row: InboxRow, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  return [
    ...paragraph(row.message, width, 'strong'),
    ...fact(
      t('tui.field.since'),
      span(`${momentText(row.created_at, now, zone)} · ${relativeText(row.created_at, now, t)}`),
      10,
      width
    ),
    ...(row.link ? fact(t('tui.field.where'), span(row.link, 'quiet'), 10, width) : []),
  ]
}

const toItem = (row: InboxRow, context: ViewContext): Item => ({
  key: row.id,
  search: () => words(row.message),
  cells: () => [
    prioritySpan(row),
    span(relativeText(row.created_at, context.now, context.t)),
    span(row.message, row.read_at ? 'quiet' : 'strong'),
  ],
  detail: (width) => detail(row, context, width),
})

export const inbox: View = {
  id: 'inbox',
  fetches: 'inbox',
  columns: [
    { title: 'tui.column.priority', width: 4, spare: 0 },
    { title: 'tui.column.since', width: 11, spare: 1 },
    { title: 'tui.column.message', width: 20, grow: 1, spare: 0 },
  ],
  items: (source, context) => source.inbox && source.inbox.map((row) => toItem(row, context)),
  data: (source) => source.inbox,
}
