import type { BoardAlarm } from '#app/board/snapshot'

const FLOOD_WINDOW_MS = 600_000
/** ISA-18.2: more than ten alarms in ten minutes are a flood for one operator. */
const FLOOD = 10

export interface AlarmGroup {
  key: string
  alarms: BoardAlarm[]
}

const unseen = (alarm: BoardAlarm) => Number(alarm.state.endsWith('unacknowledged'))

/** Unacknowledged before the rest, then the graver, then the newest. */
export const inOrder = (alarms: readonly BoardAlarm[]): BoardAlarm[] =>
  [...alarms].sort((a, b) => unseen(b) - unseen(a) || a.priority - b.priority || b.raisedAt - a.raisedAt)

/** How many alarms came in the last ten minutes, when that is a flood; else null. */
export function floodOf(alarms: readonly BoardAlarm[], now: number): number | null {
  const recent = alarms.filter(({ raisedAt }) => now - raisedAt <= FLOOD_WINDOW_MS).length
  return recent > FLOOD ? recent : null
}

/** In a flood one group an area, in the order of its gravest; otherwise each alarm by itself. */
export function groupsOf(alarms: readonly BoardAlarm[], now: number): AlarmGroup[] {
  const ordered = inOrder(alarms)
  if (floodOf(alarms, now) === null) return ordered.map((alarm) => ({ key: alarm.id, alarms: [alarm] }))
  const groups = new Map<string, BoardAlarm[]>()
  for (const alarm of ordered) {
    const key = alarm.areaCode ?? ''
    groups.set(key, [...(groups.get(key) ?? []), alarm])
  }
  return [...groups].map(([key, members]) => ({ key, alarms: members }))
}
