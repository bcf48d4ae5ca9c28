import { subscribe } from '#app/kernel/events'
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
  subscribe(AlarmRaised, 'risks.raise_level', async ({ payload }, tx) => {
    const grade = (await settingValue(alarmGrades, tx.db))[payload.alarmClass]?.[String(payload.priority)]
    if (!grade || !payload.areaCode) return
    // A duty that is retried may come after the reset: then nothing would ever take the cause away again.
    const stands = (await standingAlarms(payload.areaCode)).some(({ id }) => id === payload.alarmId)
    if (stands) await raiseLevel(tx, { areaCode: payload.areaCode, type: 'alarm', id: payload.alarmId }, grade)
  })
  subscribe(AlarmReset, 'risks.ease_level', async ({ payload }, tx) => {
    if (payload.areaCode) await easeLevel(tx, { areaCode: payload.areaCode, type: 'alarm', id: payload.alarmId })
  })
  subscribe(AlarmRaised, 'risks.start_incident', async ({ payload }, tx) => {
    if (!payload.areaCode) return
    const areaLine = (await areaWithParents(payload.areaCode)).map(({ code }) => code)
    for (const plan of await activePlans()) if (isTriggered(plan, { ...payload, areaLine })) await startIncident(tx, plan, payload)
  })
}
