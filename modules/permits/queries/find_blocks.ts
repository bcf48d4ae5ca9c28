import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import { settingValue } from '#app/kernel/settings'
import { areaCodesWithin, areaLabel, areaWithParents } from '#app/plant/index'
import { standingAlarms } from '#modules/telemetry/index'
import { pointNames } from '#modules/permits/queries/point_names'
import type { BlockRow } from '#modules/permits/rows'
import { stoppingAlarms } from '#modules/permits/settings'

/** Codes of everything that shares ground with the area: what it lies in, and what lies in it. */
export async function overlappingAreas(areaCode: string): Promise<string[]> {
  const above = (await areaWithParents(areaCode)).map(({ code }) => code)
  return [...new Set([areaCode, ...above, ...(await areaCodesWithin(areaCode))])]
}

/** What stands against work in the area now: what was told, and what telemetry says of itself. */
export async function standingBlocks(areaCode: string, client: Pick<Tx['db'], 'from'> = db): Promise<BlockRow[]> {
  const areas = await overlappingAreas(areaCode)
  const told: BlockRow[] = await client.from('permit_blocks').whereNull('ended_at').whereIn('area_code', areas).orderBy('since')
  const known = new Set(told.map(({ cause_id }) => cause_id))
  return [...told, ...(await untoldAlarms(areas, known))]
}

/** Alarms that stand without our having been told: of before this room was there, or of a class that came to count later. */
async function untoldAlarms(areas: string[], told: ReadonlySet<string>): Promise<BlockRow[]> {
  const stops = await settingValue(stoppingAlarms)
  const standing = (await standingAlarms()).filter(
    (alarm) =>
      alarm.area_code !== null &&
      areas.includes(alarm.area_code) &&
      !told.has(alarm.id) &&
      stops.some((one) => one.alarm_class === alarm.alarm_class && alarm.priority <= one.priority)
  )
  return Promise.all(
    standing.map(async (alarm) => {
      const { name, nameEn } = await areaLabel(alarm.area_code!)
      const names = await pointNames(alarm.point_code ?? alarm.condition_code)
      const measured = { ...names, value: alarm.value ?? 'unknown', unit: alarm.unit ?? '', limit: alarm.limit_value ?? 'unknown' }
      const detail = JSON.stringify({ ...measured, area: name, area_en: nameEn })
      return { area_code: alarm.area_code!, cause_type: 'alarm' as const, cause_id: alarm.id, detail, since: Number(alarm.raised_at), ended_at: null }
    })
  )
}
