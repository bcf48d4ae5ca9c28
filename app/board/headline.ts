import type { BoardAlarm, BoardSnapshot } from '#app/board/snapshot'

/** The one most important thing now. What the system itself does not know comes before what it does know to be mild. */
export function findHeadline(board: BoardSnapshot): BoardSnapshot['headline'] {
  if (!board.health.engine.ok) return { key: 'screen.headline.engine_silent', params: {}, priority: 1 }

  const alarm = [...board.alarms.items]
    .filter((item) => item.state.startsWith('active'))
    .sort((a, b) => a.priority - b.priority || a.raisedAt - b.raisedAt)[0]
  if (alarm) {
    return { ...alarmSentence(alarm), priority: alarm.priority }
  }
  if (board.incidents.length > 0) {
    const incident = board.incidents[0]!
    const params = { name: incident.name, nameEn: incident.nameEn, open: incident.tasksOpen }
    return { key: 'screen.headline.incident', params, priority: 1 }
  }
  if (board.permits.suspended > 0)
    return { key: 'screen.headline.permits_suspended', params: { count: board.permits.suspended }, priority: 2 }
  if (board.points.unknown > 0)
    return { key: 'screen.headline.points_unknown', params: { count: board.points.unknown }, priority: 3 }
  if (board.hazards.overdue > 0)
    return { key: 'screen.headline.hazards_overdue', params: { count: board.hazards.overdue }, priority: 3 }
  return null
}

/** Not every alarm has an area (a lost connection) or a value (a point that fell silent). */
function alarmSentence(alarm: BoardAlarm): { key: string; params: Record<string, string | number> } {
  const name = { name: alarm.name, nameEn: alarm.nameEn }
  if (!alarm.areaName) return { key: 'screen.headline.alarm_of_plant', params: name }
  const params = { area: alarm.areaName, areaEn: alarm.areaNameEn, ...name }
  if (alarm.value === null) return { key: 'screen.headline.alarm_unmeasured', params }
  return { key: 'screen.headline.alarm', params: { ...params, value: alarm.value, unit: alarm.unit ?? '' } }
}
