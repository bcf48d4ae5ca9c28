import { subscribe } from '#app/kernel/events'
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
  subscribe(AlarmRaised, 'permits.stop_work', async ({ payload: alarm }, tx) => {
    const stops = await settingValue(stoppingAlarms, tx.db)
    if (!stops.some((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority)) return
    const { name, nameEn } = await areaLabel(alarm.areaCode)
    const detail = { ...(await pointNames(alarm.pointCode)), value: alarm.value, unit: alarm.unit, limit: alarm.limit, area: name, area_en: nameEn }
    await blockArea(tx, { area_code: alarm.areaCode, cause_type: 'alarm', cause_id: alarm.alarmId }, detail)
    await stopWork(tx, { areaCode: alarm.areaCode, reason: reason('permits.alarm_in_area', detail), alarmId: alarm.alarmId })
  })

  subscribe(AlarmReset, 'permits.lift_alarm', ({ payload }, tx) =>
    unblockArea(tx, { cause_type: 'alarm', cause_id: payload.alarmId })
  )

  subscribe(PointLost, 'permits.stop_unwatched_work', async ({ payload: lost }, tx) => {
    const point = await pointState(lost.pointCode)
    const kinds = await settingValue(gasPointKinds, tx.db)
    // A point that nobody knows may well be a detector: unknown is unsafe.
    if (point && !kinds.includes(point.kind)) return
    const { name, nameEn } = await areaLabel(lost.areaCode)
    const detail = { ...(await pointNames(lost.pointCode)), area: name, area_en: nameEn }
    await blockArea(tx, { area_code: lost.areaCode, cause_type: 'point', cause_id: lost.pointCode }, detail)
    await stopWork(tx, { areaCode: lost.areaCode, reason: reason('permits.detector_lost', detail), alarmId: null })
  })

  subscribe(PointFound, 'permits.lift_point', ({ payload }, tx) =>
    unblockArea(tx, { cause_type: 'point', cause_id: payload.pointCode })
  )
}
