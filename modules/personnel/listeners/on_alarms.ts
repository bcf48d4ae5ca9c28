import { systemActor } from '#app/audit/index'
import { subscribe } from '#app/kernel/events'
import { settingValue } from '#app/kernel/settings'
import { AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import { liftRestriction, restrictArea } from '#modules/personnel/actions/restrict_area'
import { startMuster } from '#modules/personnel/actions/start_muster'
import { areaResponses, musterResponses } from '#modules/personnel/settings'

/** An alarm shuts its area and, where it is grave enough, calls everybody out; only its reset opens the area again. */
export function listenToAlarms(): void {
  subscribe(AlarmRaised, 'personnel.restrict_area', async ({ payload: alarm }, tx) => {
    const responses = await settingValue(areaResponses, tx.db)
    const response = responses
      .filter((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority)
      .sort((a, b) => (a.level === 'closed' ? -1 : b.level === 'closed' ? 1 : 0))[0]
    if (!response) return
    await restrictArea(tx, {
      cause: { areaCode: alarm.areaCode, type: 'alarm', id: alarm.alarmId },
      level: response.level,
      detail: {
        condition: alarm.conditionCode,
        point: alarm.pointName ?? alarm.pointCode,
        point_en: alarm.pointNameEn ?? alarm.pointCode,
        point_code: alarm.pointCode,
        value: alarm.value,
        limit: alarm.limit,
        unit: alarm.unit,
      },
    })
  })

  subscribe(AlarmRaised, 'personnel.start_muster', async ({ payload: alarm }, tx) => {
    const responses = await settingValue(musterResponses, tx.db)
    if (!responses.some((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority)) return
    await startMuster(tx, { areaCode: alarm.areaCode, cause: { type: 'alarm', id: alarm.alarmId }, by: systemActor('personnel') })
  })

  subscribe(AlarmReset, 'personnel.lift_restriction', async ({ payload: alarm }, tx) => {
    await liftRestriction(tx, { areaCode: alarm.areaCode, type: 'alarm', id: alarm.alarmId })
  })
}
