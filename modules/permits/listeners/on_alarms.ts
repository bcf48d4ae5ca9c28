import { subscribe, subscribeToMany } from '#app/kernel/events'
import { reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { areaLabel } from '#app/plant/index'
import { AlarmRaised, AlarmReset, PointFound, PointLost } from '#modules/telemetry/events'
import { pointState } from '#modules/telemetry/index'
import { blockArea, unblockArea } from '#modules/permits/actions/block_area'
import { stopWork } from '#modules/permits/actions/stop_work'
import { pointNames } from '#modules/permits/queries/point_names'
import { gasPointKinds, stoppingAlarms } from '#modules/permits/settings'

/** Gas, fire and silent detectors stop the work near them, and stand against it until a person resets or they speak again. */
export function listenToAlarms(): void {
  // Work in an area is stopped once, however many of its alarms came together; each stands against it by itself.
  subscribeToMany(AlarmRaised, 'permits.stop_work', async (events, tx) => {
    const stops = await settingValue(stoppingAlarms, tx.db)
    const stopping = events
      .map(({ payload }) => payload)
      .filter((alarm) => stops.some((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority))
    for (const [areaCode, alarms] of Map.groupBy(stopping, (alarm) => alarm.areaCode)) {
      const { name, nameEn } = await areaLabel(areaCode)
      const details = alarms.map((alarm) => {
        const point = { point: alarm.pointName ?? alarm.pointCode, point_en: alarm.pointNameEn ?? alarm.pointCode, point_code: alarm.pointCode }
        return { ...point, value: alarm.value, unit: alarm.unit, limit: alarm.limit, area: name, area_en: nameEn }
      })
      await blockArea(tx, areaCode, 'alarm', alarms.map(({ alarmId }, index) => ({ id: alarmId, detail: details[index]! })))
      await stopWork(tx, { areaCode, reason: reason('permits.alarm_in_area', details[0]!), alarmId: alarms[0]!.alarmId })
    }
  })

  subscribeToMany(AlarmReset, 'permits.lift_alarm', (events, tx) => unblockArea(tx, 'alarm', events.map(({ payload }) => payload.alarmId)))

  subscribe(PointLost, 'permits.stop_unwatched_work', async ({ payload: lost }, tx) => {
    const point = await pointState(lost.pointCode)
    const kinds = await settingValue(gasPointKinds, tx.db)
    // A point that nobody knows may well be a detector: unknown is unsafe.
    if (point && !kinds.includes(point.kind)) return
    const { name, nameEn } = await areaLabel(lost.areaCode)
    const detail = { ...(await pointNames(lost.pointCode)), area: name, area_en: nameEn }
    await blockArea(tx, lost.areaCode, 'point', [{ id: lost.pointCode, detail }])
    await stopWork(tx, { areaCode: lost.areaCode, reason: reason('permits.detector_lost', detail), alarmId: null })
  })

  subscribe(PointFound, 'permits.lift_point', ({ payload }, tx) =>
    unblockArea(tx, 'point', [payload.pointCode])
  )
}
