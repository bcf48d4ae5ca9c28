import type { BoardAlarm } from '#app/board/snapshot'
import { groupName } from '#tui/lib/alarm_words'
import { lineWidth, span, type Line } from '#tui/lib/line'
import { areaNamed, named, type ReadContext } from '#tui/lib/reading'
import { cutMiddle, widthOf } from '#tui/lib/text_width'
import { secondsText } from '#tui/lib/time'
import { alarmTone, PRIORITY_SHAPES } from '#tui/lib/tones'
import { withUnit } from '#tui/lib/values'

export type AlarmHappening = 'standing' | 'raised' | 'acknowledged' | 'cleared' | 'reset'

export interface LogEntry {
  at: number
  happening: AlarmHappening
  alarm: BoardAlarm
}

const LONGEST = 200
const standsActive = (state: string): boolean => state.startsWith('active')
const acknowledged = (state: string): boolean =>
  state === 'active_acknowledged' || state === 'latched' || state === 'normal'

function changes(before: BoardAlarm, after: BoardAlarm, now: number): LogEntry[] {
  const entries: LogEntry[] = []
  if (standsActive(before.state) && !standsActive(after.state))
    entries.push({ at: after.clearedAt ?? now, happening: 'cleared', alarm: after })
  if (!standsActive(before.state) && standsActive(after.state))
    entries.push({ at: after.raisedAt, happening: 'raised', alarm: after })
  if (!acknowledged(before.state) && acknowledged(after.state))
    entries.push({ at: after.acknowledgedAt ?? now, happening: 'acknowledged', alarm: after })
  if (before.state !== 'normal' && after.state === 'normal') entries.push({ at: now, happening: 'reset', alarm: after })
  return entries
}

/**
 * What has happened between two boards. The first board has no before: what it shows was there already. `complete`: the
 * board carries all standing alarms; in a flood it does not, and one that is missing may only have been pushed out.
 */
export function happenings(before: BoardAlarm[] | null, after: BoardAlarm[], now: number, complete = true): LogEntry[] {
  if (before === null) {
    const standing = after
      .filter((alarm) => alarm.state !== 'normal')
      .map((alarm): LogEntry => ({ at: alarm.raisedAt, happening: 'standing', alarm }))
    return standing.sort((a, b) => a.at - b.at)
  }
  const known = new Map(before.map((alarm) => [alarm.id, alarm]))
  const entries: LogEntry[] = []
  for (const alarm of after) {
    const old = known.get(alarm.id)
    if (old) entries.push(...changes(old, alarm, now))
    else if (alarm.state !== 'normal') entries.push({ at: alarm.raisedAt, happening: 'raised', alarm })
  }
  if (!complete) return entries.sort((a, b) => a.at - b.at)
  const present = new Set(after.map((alarm) => alarm.id))
  for (const alarm of before)
    if (!present.has(alarm.id) && alarm.state !== 'normal')
      entries.push({ at: now, happening: 'reset', alarm: { ...alarm, state: 'normal' } })
  return entries.sort((a, b) => a.at - b.at)
}

export const addEntries = (log: LogEntry[], entries: LogEntry[]): LogEntry[] => [...log, ...entries].slice(-LONGEST)

/** What does not fit into `width` leaves in this order: the area, which the map shows, then the middle of the name. */
export function entryLine({ at, happening, alarm }: LogEntry, context: ReadContext, width: number): Line {
  const loud = happening === 'raised' || happening === 'standing'
  const before = [
    span(`${secondsText(at, context.zone)} `, 'quiet'),
    span(`${PRIORITY_SHAPES[alarm.priority]}${alarm.priority}`, loud ? alarmTone(alarm.priority) : 'quiet', loud),
    span(` ${context.t(`tui.wall.alarm_event.${happening}`)} `, loud ? 'strong' : 'quiet'),
  ]
  if (alarm.group) return [...before, span(groupName(alarm, alarm.group, context, width - lineWidth(before)), 'strong')]
  const value = span(loud && alarm.value !== null ? ` ${withUnit(alarm.value, alarm.unit)}` : '', 'strong')
  const room = width - lineWidth([...before, value])
  const whole = `${areaNamed(context, alarm)} ${named(context, alarm)}`.trim()
  const name = widthOf(whole) <= room ? whole : cutMiddle(named(context, alarm), Math.max(4, room))
  return [...before, span(name, loud ? undefined : 'quiet'), value]
}
