import { subscribeToMany } from '#app/kernel/events'
import { defineSetting, settingValue } from '#app/kernel/settings'
import { areaWithParents } from '#app/plant/index'
import { AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import { standingAlarms } from '#modules/telemetry/index'
import { easeLevel, raiseLevel } from '#modules/risks/actions/change_level'
import { startIncident } from '#modules/risks/actions/start_incident'
import type { Grade } from '#modules/risks/events'
import { isTriggered } from '#modules/risks/plan'
import { activePlans } from '#modules/risks/queries/plans'

/** What an alarm makes of its area's current grade, by class and priority. */
export const alarmGrades = defineSetting<Record<string, Record<string, Grade>>>({
  key: 'risks.alarm_grades',
  default: { gas: { 1: 'red', 2: 'orange' }, temperature: { 1: 'red', 2: 'orange' }, pressure: { 1: 'red', 2: 'orange' }, level: { 1: 'orange', 2: 'orange' } },
  source: 'Plant policy: a standing alarm is a change of the conditions under which the area was assessed',
})

/** An alarm changes the level of its area while it stands, and starts the plans that it triggers. */
export function listenToAlarms(): void {
  subscribeToMany(AlarmRaised, 'risks.raise_level', async (events, tx) => {
    const grades = await settingValue(alarmGrades, tx.db)
    const raising = events.flatMap(({ payload: { alarmId, areaCode, alarmClass, priority } }) => {
      const grade = grades[alarmClass]?.[String(priority)]
      return grade && areaCode ? { areaCode, id: alarmId, grade } : []
    })
    for (const [areaCode, causes] of Map.groupBy(raising, (cause) => cause.areaCode)) {
      // A duty that is retried may come after the reset: then nothing would ever take the cause away again.
      const standing = new Set((await standingAlarms(areaCode)).map(({ id }) => id))
      await raiseLevel(tx, { areaCode, type: 'alarm' }, causes.filter(({ id }) => standing.has(id)))
    }
  })
  subscribeToMany(AlarmReset, 'risks.ease_level', async (events, tx) => {
    const located = events.map(({ payload }) => payload).filter(({ areaCode }) => areaCode !== '')
    for (const [areaCode, alarms] of Map.groupBy(located, (alarm) => alarm.areaCode))
      await easeLevel(tx, { areaCode, type: 'alarm' }, alarms.map(({ alarmId }) => alarmId))
  })
  subscribeToMany(AlarmRaised, 'risks.start_incident', async (events, tx) => {
    const plans = await activePlans()
    const lines = new Map<string, string[]>()
    for (const { payload } of events) {
      if (!payload.areaCode) continue
      const areaLine = lines.get(payload.areaCode) ?? (await areaWithParents(payload.areaCode)).map(({ code }) => code)
      lines.set(payload.areaCode, areaLine)
      for (const plan of plans) if (isTriggered(plan, { ...payload, areaLine })) await startIncident(tx, plan, payload)
    }
  })
}
