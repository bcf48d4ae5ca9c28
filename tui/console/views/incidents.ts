import type { BoardIncident, BoardSnapshot } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText, spanText } from '#tui/lib/time'
import { alarmLine, sortAlarms } from '#tui/lib/alarm_words'
import { areaNamed, named, whenFresh } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

const progress = ({ tasksDone, tasksOpen }: BoardIncident): string => `${tasksDone}/${tasksDone + tasksOpen}`

function bar({ tasksDone, tasksOpen }: BoardIncident, width: number): Line {
  const total = tasksDone + tasksOpen
  const done = total === 0 ? 0 : Math.round((tasksDone / total) * width)
  return [span('█'.repeat(done), 'grant'), span('░'.repeat(Math.max(0, width - done)), 'quiet')]
}

function detail(incident: BoardIncident, board: BoardSnapshot, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const inside = board.people.items.filter((person) => person.areaCode === incident.areaCode)
  const alarms = sortAlarms(board.alarms.items.filter((alarm) => alarm.areaCode === incident.areaCode))
  return [
    [span(named(context, incident), 'strong', true), span(`  ${incident.code}`, 'quiet')],
    ...row('area', span(areaNamed(context, incident))),
    ...row(
      'started',
      span(`${momentText(incident.startedAt, now, zone)} · ${relativeText(incident.startedAt, now, t)}`)
    ),
    ...row('tasks', span(t('tui.incident.tasks', { done: incident.tasksDone, open: incident.tasksOpen }), 'strong')),
    bar(incident, Math.min(40, width)),
    ...row('team', span(t('tui.incident.team', { ...incident.team }), incident.team.silent > 0 ? 'alarm_1' : 'strong')),
    ...row(
      'inside',
      whenFresh(
        context,
        inside.length === 0 ? '0' : `${inside.length}: ${inside.map((person) => named(context, person)).join(' ')}`
      )
    ),
    ...alarms.slice(0, 5).map((alarm) => alarmLine(alarm, context)),
  ]
}

const toItem = (incident: BoardIncident, board: BoardSnapshot, context: ViewContext): Item => ({
  key: incident.id,
  search: () => words(incident.code, incident.name, incident.nameEn, incident.areaName, incident.areaNameEn),
  cells: () => [
    span(incident.code, 'alarm_1'),
    span(named(context, incident), 'strong'),
    span(areaNamed(context, incident)),
    span(spanText(context.now - incident.startedAt, context.t)),
    span(progress(incident)),
  ],
  detail: (width) => detail(incident, board, context, width),
})

export const incidents: View = {
  id: 'incidents',
  columns: [
    { title: 'tui.column.number', width: 13, spare: 1 },
    { title: 'tui.column.what', width: 14, grow: 2, spare: 0 },
    { title: 'tui.column.area', width: 10, grow: 1, spare: 0 },
    { title: 'tui.column.for', width: 8, align: 'right', spare: 0 },
    { title: 'tui.column.tasks', width: 7, align: 'right', spare: 0 },
  ],
  items: ({ board }, context) =>
    board &&
    [...board.incidents].sort((a, b) => b.startedAt - a.startedAt).map((incident) => toItem(incident, board, context)),
  data: ({ board }) => board?.incidents ?? null,
}
