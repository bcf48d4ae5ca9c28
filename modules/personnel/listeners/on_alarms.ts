import { systemActor } from '#app/audit/index'
import { subscribeToMany } from '#app/kernel/events'
import { settingValue } from '#app/kernel/settings'
import { AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import { liftRestriction, restrictArea } from '#modules/personnel/actions/restrict_area'
import { startMuster } from '#modules/personnel/actions/start_muster'
import { areaResponses, musterResponses } from '#modules/personnel/settings'

/** An alarm shuts its area and, where it is grave enough, calls everybody out; only its reset opens the area again. */
export function listenToAlarms(): void {
  subscribeToMany(AlarmRaised, 'personnel.restrict_area', async (events, tx) => {
    const responses = await settingValue(areaResponses, tx.db)
    const shutting = events.flatMap(({ payload: alarm }) => {
      const applying = responses.filter((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority)
      if (applying.length === 0) return []
      const level = applying.some((one) => one.level === 'closed') ? ('closed' as const) : ('restricted' as const)
      const point = { point: alarm.pointName ?? alarm.pointCode, point_en: alarm.pointNameEn ?? alarm.pointCode, point_code: alarm.pointCode }
      const detail = { condition: alarm.conditionCode, ...point, value: alarm.value, limit: alarm.limit, unit: alarm.unit }
      return { areaCode: alarm.areaCode, id: alarm.alarmId, level, detail }
    })
    for (const [areaCode, causes] of Map.groupBy(shutting, (cause) => cause.areaCode)) await restrictArea(tx, { areaCode, type: 'alarm' }, causes)
  })

  subscribeToMany(AlarmRaised, 'personnel.start_muster', async (events, tx) => {
    const responses = await settingValue(musterResponses, tx.db)
    const calling = events.map(({ payload }) => payload).filter((alarm) => responses.some((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority))
    for (const [areaCode, [first]] of Map.groupBy(calling, (alarm) => alarm.areaCode))
      await startMuster(tx, { areaCode, cause: { type: 'alarm', id: first!.alarmId }, by: systemActor('personnel') })
  })

  subscribeToMany(AlarmReset, 'personnel.lift_restriction', async (events, tx) => {
    for (const [areaCode, alarms] of Map.groupBy(events.map(({ payload }) => payload), (alarm) => alarm.areaCode))
      await liftRestriction(tx, { areaCode, type: 'alarm' }, alarms.map(({ alarmId }) => alarmId))
  })
}
