import db from '@adonisjs/lucid/services/db'
import env from '#start/env'
import { clock, type Instant } from '#app/kernel/clock'
import type { Shift } from '#app/plant/area'
import { shiftAt, type RunningShift } from '#app/plant/shift'

/** The plant's time zone: for people only; every stored instant is UTC. */
export const plantTimeZone = (): string => env.get('PLANT_TZ', 'Asia/Shanghai')

export async function listShifts(): Promise<Shift[]> {
  const rows = await db.from('shifts').orderBy('start_minute')
  return rows.map(({ code, name, name_en: nameEn, start_minute: startMinute, end_minute: endMinute }) => {
    return { code, name, nameEn, startMinute, endMinute }
  })
}

/** The shift that runs now, or at another instant; null in a gap between shifts. */
export async function currentShift(at: Instant = clock.now()): Promise<RunningShift | null> {
  return shiftAt(await listShifts(), at, plantTimeZone())
}
