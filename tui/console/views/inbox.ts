import { fact, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { localParams } from '#tui/lib/reading'
import { momentText, relativeText } from '#tui/lib/time'
import { alarmTone, PRIORITY_SHAPES, type Priority } from '#tui/lib/tones'
import { words, type Item, type NoticeRow, type TaskRow, type View, type ViewContext } from '#tui/console/view'

const asPriority = (value: number): Priority => (value >= 1 && value <= 4 ? (value as Priority) : 4)

const prioritySpan = (value: number, read: boolean): Span => {
  const priority = asPriority(value)
  return span(`${PRIORITY_SHAPES[priority]}${priority}`, read ? 'quiet' : alarmTone(priority))
}

const when = (key: string, at: number, { t, now, zone }: ViewContext, width: number): Line[] =>
  fact(t(`tui.field.${key}`), span(`${momentText(at, now, zone)} · ${relativeText(at, now, t)}`), 10, width)

const place = (link: string | null | undefined, { t }: ViewContext, width: number): Line[] =>
  link ? fact(t('tui.field.where'), span(link, 'quiet'), 10, width) : []

function taskItem(row: TaskRow, index: number, context: ViewContext): Item {
  const text = context.t(row.title_key, localParams(row.params, context))
  const late = row.due_at !== null && row.due_at <= context.now
  const due =
    row.due_at === null
      ? span('—', 'quiet')
      : span(relativeText(row.due_at, context.now, context.t), late ? 'alarm_2' : undefined)
  return {
    key: `task ${row.link} ${row.title_key} ${index}`,
    search: () => words(text, context.t('tui.inbox.task')),
    cells: () => [
      prioritySpan(row.priority, false),
      span(`▸ ${context.t('tui.inbox.task')}`, 'action'),
      due,
      span(text, 'strong'),
    ],
    detail: (width) => [
      ...paragraph(text, width, 'strong'),
      ...(row.due_at === null ? [] : when('due', row.due_at, context, width)),
      ...place(row.link, context, width),
    ],
  }
}

const noticeItem = (row: NoticeRow, context: ViewContext): Item => ({
  key: row.id,
  search: () => words(row.message, context.t('tui.inbox.notice')),
  cells: () => [
    prioritySpan(row.priority, Boolean(row.read_at)),
    span(context.t('tui.inbox.notice'), 'quiet'),
    span(relativeText(row.created_at, context.now, context.t)),
    span(row.message, row.read_at ? 'quiet' : 'strong'),
  ],
  detail: (width) => [
    ...paragraph(row.message, width, 'strong'),
    ...when('since', row.created_at, context, width),
    ...place(row.link, context, width),
  ],
})

/** What waits for the person comes before what the person was told. */
export const inbox: View = {
  id: 'inbox',
  fetches: 'inbox',
  columns: [
    { title: 'tui.column.priority', width: 4, spare: 0 },
    { title: 'tui.column.kind', width: 8, spare: 0 },
    { title: 'tui.column.since', width: 12, spare: 1 },
    { title: 'tui.column.message', width: 20, grow: 1, spare: 0 },
  ],
  items: (source, context) =>
    source.inbox && [
      ...source.inbox.tasks.map((row, index) => taskItem(row, index, context)),
      ...source.inbox.notices.map((row) => noticeItem(row, context)),
    ],
  data: (source) => source.inbox,
}
