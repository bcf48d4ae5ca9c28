import type { BoardAlarm, BoardAlarmGroup, BoardSnapshot } from '#app/board/snapshot'
import { span, type Line, type Span } from '#tui/lib/line'
import { areaNamed, named, type ReadContext } from '#tui/lib/reading'
import { cut, widthOf } from '#tui/lib/text_width'
import { relativeText } from '#tui/lib/time'
import { alarmTone, PRIORITY_SHAPES } from '#tui/lib/tones'
import { withUnit } from '#tui/lib/values'

/** Standing alarms first need a person; then those that stand but are known; then those that only wait for the reset. */
const STATE_ORDER = ['active_unacknowledged', 'cleared_unacknowledged', 'active_acknowledged', 'latched', 'normal']

const rank = (alarm: BoardAlarm): number => {
  const place = STATE_ORDER.indexOf(alarm.state)
  return place === -1 ? STATE_ORDER.length : place
}
/** Standing alarms on the server; in a flood the board carries only the first of them. */
export const standingCount = ({ byPriority }: BoardSnapshot['alarms']): number =>
  byPriority[1] + byPriority[2] + byPriority[3] + byPriority[4]

export const waits = (alarm: BoardAlarm): boolean => alarm.state.endsWith('_unacknowledged')

/** Newest unacknowledged first: what has just happened is what nobody knows yet. */
export function sortAlarms(alarms: BoardAlarm[]): BoardAlarm[] {
  return [...alarms].sort((a, b) => {
    if (waits(a) !== waits(b)) return waits(a) ? -1 : 1
    if (waits(a)) return b.raisedAt - a.raisedAt || a.priority - b.priority
    return rank(a) - rank(b) || a.priority - b.priority || b.raisedAt - a.raisedAt
  })
}

export function prioritySpan(alarm: BoardAlarm): Span {
  const shape = PRIORITY_SHAPES[alarm.priority]
  return span(
    `${shape}${alarm.priority}`,
    waits(alarm) || alarm.priority > 2 ? alarmTone(alarm.priority) : 'quiet',
    waits(alarm)
  )
}

export const alarmStateSpan = (alarm: BoardAlarm, context: ReadContext): Span =>
  span(context.t(`tui.alarm_state.${alarm.state}`), waits(alarm) ? 'strong' : 'quiet', waits(alarm))

/** One line wherever an alarm is mentioned: shape, what, value, since when. */
export const alarmLine = (alarm: BoardAlarm, context: ReadContext): Line => [
  prioritySpan(alarm),
  span(` ${named(context, alarm)} `),
  span(withUnit(alarm.value, alarm.unit), 'strong'),
  span(` ${relativeText(alarm.raisedAt, context.now, context.t)}`, 'quiet'),
]

/** A line that stands for many: where, and how many. In too little `room` the place is shortened, never the number. */
export function groupName(alarm: BoardAlarm, group: BoardAlarmGroup, context: ReadContext, room = Infinity): string {
  const area = group.areaCodes.length > 1 ? context.t('tui.alarm_group.areas', { count: group.areaCodes.length }) : areaNamed(context, alarm) || '—'
  const line = (place: string) => context.t('tui.alarm_group.line', { area: place, count: group.count })
  return line(widthOf(line(area)) <= room ? area : cut(area, Math.max(1, room - widthOf(line('')))))
}
