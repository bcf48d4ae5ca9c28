import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import { overlappingAreas } from '#modules/permits/queries/find_blocks'
import { stoppingAlarms } from '#modules/permits/settings'

/** The permits whose work an alarm like this would stop now. */
export async function stoppedBy(alarm: { areaCode: string; alarmClass: string; priority: number }): Promise<{ code: string; guardianId: string | null }[]> {
  const stops = await settingValue(stoppingAlarms)
  if (!stops.some((one) => one.alarm_class === alarm.alarmClass && alarm.priority <= one.priority)) return []
  const rows = await db.from('permits').where('state', 'started').whereIn('area_code', await overlappingAreas(alarm.areaCode)).orderBy('id').select('code', 'guardian_id')
  return rows.map(({ code, guardian_id: guardianId }) => ({ code, guardianId }))
}
