import type { BoardAlarm, BoardAlarmGroup, BoardSnapshot } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText, secondsText } from '#tui/lib/time'
import { alarmStateSpan, groupName, prioritySpan, sortAlarms, standingCount, waits } from '#tui/lib/alarm_words'
import { withUnit } from '#tui/lib/values'
import { areaNamed, named, whenFresh } from '#tui/lib/reading'
import { PRIORITY_SHAPES } from '#tui/lib/tones'
import { trendBlock } from '#tui/console/trend_block'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

/** Who and what is in danger there: the first thing to know after the alarm itself. */
function surroundings(
  alarm: BoardAlarm,
  board: BoardSnapshot,
  context: ViewContext,
  label: number,
  width: number
): Line[] {
  const { t } = context
  const people = board.people.items.filter((person) => person.areaCode === alarm.areaCode)
  const permits = board.permits.items.filter((permit) => permit.areaCode === alarm.areaCode)
  const names = `${people.length}: ${people.map((person) => named(context, person)).join(' ')}`
  return [
    ...(people.length > 0 ? fact(t('tui.field.inside'), whenFresh(context, names), label, width) : []),
    ...permits
      .slice(0, 4)
      .flatMap((permit) =>
        fact(t('tui.field.permit'), span(`${permit.code} ${t(`tui.permit_state.${permit.state}`)}`), label, width)
      ),
  ]
}

function detail(alarm: BoardAlarm, board: BoardSnapshot, context: ViewContext, width: number, height: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 14 : 12
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const when = (at: number) => `${momentText(at, now, zone)} · ${relativeText(at, now, t)}`
  const limit = alarm.limit === null ? [] : row('limit', span(withUnit(alarm.limit, alarm.unit)))
  const facts = [
    [prioritySpan(alarm), span(` ${named(context, alarm)}`, 'strong', true)],
    ...row('state', alarmStateSpan(alarm, context)),
    ...row('area', span(areaNamed(context, alarm) || '—')),
    ...row('value', span(withUnit(alarm.value, alarm.unit), 'strong')),
    ...limit,
    ...row('raised', span(`${secondsText(alarm.raisedAt, zone)} · ${relativeText(alarm.raisedAt, now, t)}`)),
    ...(alarm.acknowledgedAt
      ? row('acknowledged', span(`${named(context, { name: alarm.acknowledgedBy ?? '', nameEn: alarm.acknowledgedByEn })} ${when(alarm.acknowledgedAt)}`.trim()))
      : []),
    ...(alarm.note ? row('note', span(alarm.note)) : []),
    ...(alarm.firstOut ? row('first_out', span(t('tui.alarm_group.is_first'), 'strong')) : []),
    ...(alarm.clearedAt ? row('cleared', span(when(alarm.clearedAt))) : []),
    ...(alarm.pointCode ? row('point', span(alarm.pointCode)) : []),
    ...row('condition', span(alarm.condition, 'quiet')),
    ...row('next', span(t(`tui.alarm_next.${alarm.state}`), 'action')),
    ...surroundings(alarm, board, context, label, width),
  ]
  const point = board.points.items.find((one) => one.code === alarm.pointCode)
  return point ? [...facts, [], ...trendBlock(point, context, width, height - facts.length - 1)] : facts
}

const GROUP_PRIORITIES = [1, 2, 3, 4] as const

/** A line of a flood: how many of each priority, where it began, and how it is opened. */
function groupDetail(alarm: BoardAlarm, group: BoardAlarmGroup, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 14 : 12
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const counts = GROUP_PRIORITIES.filter((one) => group.byPriority[one] > 0).map((one) => `${PRIORITY_SHAPES[one]}${one} ${group.byPriority[one]}`)
  return [
    [prioritySpan(alarm), span(` ${groupName(alarm, group, context)}`, 'strong', true)],
    ...row('count', span(counts.join('   '), 'strong')),
    ...row('unacknowledged', span(String(group.unacknowledged), group.unacknowledged > 0 ? 'strong' : 'quiet')),
    ...row('first_out', span(named(context, group.first), 'strong')),
    ...row('raised', span(`${secondsText(group.first.raisedAt, zone)} · ${relativeText(group.first.raisedAt, now, t)}`)),
    ...row('gravest', span(named(context, alarm))),
    ...row('next', span(t('tui.alarm_next.group'), 'action')),
  ]
}

const toGroupItem = (alarm: BoardAlarm, group: BoardAlarmGroup, context: ViewContext): Item => ({
  key: `group ${group.areaCodes.join(' ')}`,
  group: group.areaCodes,
  search: () => words(groupName(alarm, group, context), alarm.areaCode, named(context, group.first)),
  cells: () => [
    prioritySpan(alarm),
    span(relativeText(group.first.raisedAt, context.now, context.t)),
    span(areaNamed(context, alarm)),
    span(`▸ ${groupName(alarm, group, context)}`, 'strong', group.unacknowledged > 0),
    span(''),
    span(context.t('tui.alarm_group.waiting', { count: group.unacknowledged }), group.unacknowledged > 0 ? 'strong' : 'quiet'),
  ],
  detail: (width) => groupDetail(alarm, group, context, width),
})

const toItem = (alarm: BoardAlarm, board: BoardSnapshot, context: ViewContext): Item => ({
  key: alarm.id,
  alarmId: alarm.id,
  condition: alarm.condition,
  search: () =>
    words(
      alarm.name,
      alarm.nameEn,
      alarm.areaName,
      alarm.areaNameEn,
      alarm.areaCode,
      alarm.condition,
      context.t(`tui.alarm_state.${alarm.state}`)
    ),
  cells: () => [
    prioritySpan(alarm),
    span(relativeText(alarm.raisedAt, context.now, context.t)),
    span(areaNamed(context, alarm)),
    span(`${alarm.firstOut ? `${context.t('tui.alarm_group.first')} ` : ''}${named(context, alarm)}`, waits(alarm) ? 'strong' : undefined),
    span(withUnit(alarm.value, alarm.unit)),
    alarmStateSpan(alarm, context),
  ],
  detail: (width, height) => detail(alarm, board, context, width, height),
  ...(alarm.pointCode ? { pointCode: alarm.pointCode } : {}),
})

export const alarms: View = {
  id: 'alarms',
  columns: [
    { title: 'tui.column.priority', width: 4, spare: 0 },
    { title: 'tui.column.since', width: 11, spare: 2 },
    { title: 'tui.column.area', width: 16, grow: 1, spare: 3 },
    { title: 'tui.column.what', width: 26, grow: 3, spare: 0, middle: true },
    { title: 'tui.column.value', width: 10, align: 'right', spare: 1 },
    { title: 'tui.column.state', width: 15, spare: 0 },
  ],
  items: ({ board, group }, context) => {
    if (!board) return null
    if (group) return group.alarms && sortAlarms(group.alarms).map((alarm) => toItem(alarm, board, context))
    return sortAlarms(board.alarms.items).map((alarm) => (alarm.group ? toGroupItem(alarm, alarm.group, context) : toItem(alarm, board, context)))
  },
  total: ({ board }) => (board ? standingCount(board.alarms) : 0),
  data: ({ board }) => board?.alarms ?? null,
}
