import { coverageOf, lookAround } from '#app/board/blind_spots'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { areaCodesWithin } from '#app/plant/index'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

async function alarmsOf(from: number, to: number, areaCode: string | null) {
  const query = db.from('alarms').whereBetween('raised_at', [from, to]).whereNot('alarm_class', 'system')
  return areaCode ? query.whereIn('area_code', await areaCodesWithin(areaCode)) : query
}

export async function alarmsPerDay(from: number, to: number, areaCode: string | null): Promise<number | null> {
  const alarms = await alarmsOf(from, to, areaCode)
  return Math.round((alarms.length / Math.max(1, (to - from) / DAY_MS)) * 10) / 10
}

/** Mean time from an alarm to the person who acknowledged it. */
export async function minutesToAcknowledge(from: number, to: number, areaCode: string | null): Promise<number | null> {
  const seen = (await alarmsOf(from, to, areaCode)).filter((alarm) => alarm.acknowledged_at !== null)
  if (seen.length === 0) return null
  const total = seen.reduce((sum, alarm) => sum + Number(alarm.acknowledged_at) - Number(alarm.raised_at), 0)
  return Math.round((total / seen.length / MINUTE_MS) * 10) / 10
}

/** Share of everything watched that is known now: points, gates, screens. Only the present is known. */
export async function coverage(_from: number, to: number, areaCode: string | null): Promise<number | null> {
  if (to < clock.now() - MINUTE_MS) return null
  return coverageOf(await lookAround(), areaCode ? await areaCodesWithin(areaCode) : null)
}
