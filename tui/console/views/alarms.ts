import type { BoardAlarm } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText, secondsText } from '#tui/lib/time'
import { alarmStateSpan, prioritySpan, sortAlarms, standingCount, waits } from '#tui/lib/alarm_words'
import { withUnit } from '#tui/lib/values'
import { areaNamed, named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

function detail(alarm: BoardAlarm, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 14 : 12
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const when = (at: number) => `${momentText(at, now, zone)} · ${relativeText(at, now, t)}`
  const limit = alarm.limit === null ? [] : row('limit', span(withUnit(alarm.limit, alarm.unit)))
  return [
    [prioritySpan(alarm), span(` ${named(context, alarm)}`, 'strong', true)],
    ...row('state', alarmStateSpan(alarm, context)),
    ...row('area', span(areaNamed(context, alarm))),
    ...row('value', span(withUnit(alarm.value, alarm.unit), 'strong')),
    ...limit,
    ...row('raised', span(`${secondsText(alarm.raisedAt, zone)} · ${relativeText(alarm.raisedAt, now, t)}`)),
    ...(alarm.acknowledgedAt
      ? row('acknowledged', span(`${alarm.acknowledgedBy ?? ''} ${when(alarm.acknowledgedAt)}`.trim()))
      : []),
    ...(alarm.clearedAt ? row('cleared', span(when(alarm.clearedAt))) : []),
    ...(alarm.pointCode ? row('point', span(alarm.pointCode)) : []),
    ...row('condition', span(alarm.condition, 'quiet')),
    ...row('next', span(t(`tui.alarm_next.${alarm.state}`), 'action')),
  ]
}

const toItem = (alarm: BoardAlarm, context: ViewContext): Item => ({
  key: alarm.id,
  alarmId: alarm.id,
  search: words(
    alarm.name,
    alarm.nameEn,
    alarm.areaName,
    alarm.areaNameEn,
    alarm.areaCode,
    alarm.condition,
    context.t(`tui.alarm_state.${alarm.state}`)
  ),
  cells: [
    prioritySpan(alarm),
    span(relativeText(alarm.raisedAt, context.now, context.t)),
    span(areaNamed(context, alarm)),
    span(named(context, alarm), waits(alarm) ? 'strong' : undefined),
    span(withUnit(alarm.value, alarm.unit)),
    alarmStateSpan(alarm, context),
  ],
  detail: (width) => detail(alarm, context, width),
  ...(alarm.pointCode ? { pointCode: alarm.pointCode } : {}),
})

export const alarms: View = {
  id: 'alarms',
  columns: [
    { title: 'tui.column.priority', width: 4, spare: 0 },
    { title: 'tui.column.since', width: 11, spare: 2 },
    { title: 'tui.column.area', width: 8, grow: 1, spare: 3 },
    { title: 'tui.column.what', width: 12, grow: 3, spare: 0 },
    { title: 'tui.column.value', width: 10, align: 'right', spare: 1 },
    { title: 'tui.column.state', width: 14, spare: 0 },
  ],
  items: ({ board }, context) => board && sortAlarms(board.alarms.items).map((alarm) => toItem(alarm, context)),
  total: ({ board }) => (board ? standingCount(board.alarms) : 0),
  data: ({ board }) => board?.alarms ?? null,
}
