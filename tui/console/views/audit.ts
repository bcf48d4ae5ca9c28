import { fact, span, type Line, type Span } from '#tui/lib/line'
import { clean, wrap } from '#tui/lib/text_width'
import { dayText, momentText, secondsText } from '#tui/lib/time'
import { words, type AuditRow, type Item, type View, type ViewContext } from '#tui/console/view'

const whoText = (row: AuditRow, { t }: ViewContext): string => row.actor_name ?? t('tui.audit.system')
const whatText = (row: AuditRow): string => `${row.subject_type} ${row.subject_id}`

function detail(row: AuditRow, context: ViewContext, width: number): Line[] {
  const { t, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const put = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const details = row.details === undefined ? [] : wrap(clean(JSON.stringify(row.details)), width)
  return [
    [span(row.action, 'strong', true)],
    ...put('sequence', span(String(row.seq))),
    ...put('when', span(`${dayText(row.at, zone)} ${secondsText(row.at, zone)}`)),
    ...put('who', span(whoText(row, context))),
    ...put('subject', span(whatText(row))),
    ...details.map((text): Line => [span(text, 'quiet')]),
  ]
}

const toItem = (row: AuditRow, context: ViewContext): Item => ({
  key: String(row.seq),
  search: () => words(row.action, row.actor_name, row.subject_type, row.subject_id),
  cells: () => [
    span(String(row.seq), 'quiet'),
    span(momentText(row.at, context.now, context.zone)),
    span(whoText(row, context)),
    span(row.action, 'strong'),
    span(whatText(row)),
  ],
  detail: (width) => detail(row, context, width),
})

export const audit: View = {
  id: 'audit',
  fetches: 'audit',
  columns: [
    { title: 'tui.column.sequence', width: 7, align: 'right', spare: 2 },
    { title: 'tui.column.when', width: 12, spare: 0 },
    { title: 'tui.column.who', width: 10, grow: 1, spare: 0 },
    { title: 'tui.column.action', width: 16, grow: 1, spare: 0 },
    { title: 'tui.column.subject', width: 14, grow: 2, spare: 1 },
  ],
  items: (source, context) => source.audit && source.audit.map((row) => toItem(row, context)),
  data: (source) => source.audit,
}
