import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import { areaCodesWithin, plantTimeZone } from '#app/plant/index'
import { chatterCount, floodAlarms } from '#modules/telemetry/alarm_settings'
import type { AlarmRow, FloodRow } from '#modules/telemetry/rows'

const MINUTE_MS = 60_000
const SLOT_MS = 10 * MINUTE_MS
const STALE_MS = 24 * 60 * MINUTE_MS
const TOP = 10

interface Period {
  from: number
  to: number
  areaCode: string | null
}

export interface AlarmKpis {
  alarms: number
  /** Alarms in ten minutes: EEMUA 191 asks for about one, and calls more than ten a flood. */
  per10Min: { mean: number; peak: number; peakAt: number | null; slotsOver: number; limit: number }
  standing: { count: number; byPriority: Record<1 | 2 | 3 | 4, number>; longerThanDay: number; oldestAt: number | null }
  /** What comes most often; `mostPerMinute` from the chatter limit on is chattering. */
  nuisance: { condition: string; name: string; nameEn: string; areaCode: string | null; count: number; mostPerMinute: number; chatters: boolean }[]
  byDay: { day: string; alarms: number; peak: number }[]
  floods: { areaCode: string | null; startedAt: number; endedAt: number | null; alarms: number }[]
}

/** The load of the operator by EEMUA 191, over a period, for the plant or what lies in an area. */
export async function alarmKpis(period: Period): Promise<AlarmKpis> {
  const areas = period.areaCode ? await areaCodesWithin(period.areaCode) : null
  const within = () => {
    const query = db.from('alarms').where('raised_at', '>=', period.from).where('raised_at', '<', period.to)
    return areas ? query.whereIn('area_code', areas) : query
  }
  const slots: { slot: number; n: number }[] = await within().groupByRaw('raised_at / ?', [SLOT_MS]).select(db.raw('raised_at / ? AS slot', [SLOT_MS]), db.raw('count(*) AS n'))
  const limit = await settingValue(floodAlarms)
  const alarms = slots.reduce((sum, { n }) => sum + n, 0)
  const busiest = slots.reduce<{ slot: number; n: number } | null>((most, one) => (most && most.n >= one.n ? most : one), null)
  return {
    alarms,
    per10Min: {
      mean: Math.round((alarms / Math.max(1, (period.to - period.from) / SLOT_MS)) * 100) / 100,
      peak: busiest?.n ?? 0,
      peakAt: busiest ? busiest.slot * SLOT_MS : null,
      slotsOver: slots.filter(({ n }) => n > limit).length,
      limit,
    },
    standing: await standing(areas, period.to),
    nuisance: await nuisance(within),
    byDay: byDay(slots),
    floods: await floods(period, areas),
  }
}

async function standing(areas: string[] | null, now: number): Promise<AlarmKpis['standing']> {
  const query = db.from('alarms').whereNot('state', 'normal')
  if (areas) query.whereIn('area_code', areas)
  const rows = await query.clone().groupBy('priority').select('priority').count('* as n').min('raised_at as oldest')
  const stale = await query.clone().where('raised_at', '<', now - STALE_MS).count('* as n').first()
  const byPriority = { 1: 0, 2: 0, 3: 0, 4: 0 }
  for (const { priority, n } of rows) byPriority[priority as 1 | 2 | 3 | 4] = Number(n)
  const oldest = rows.map((row) => Number(row.oldest))
  const count = rows.reduce((sum, { n }) => sum + Number(n), 0)
  return { count, byPriority, longerThanDay: Number(stale?.n ?? 0), oldestAt: oldest.length > 0 ? Math.min(...oldest) : null }
}

async function nuisance(within: () => ReturnType<typeof db.from>): Promise<AlarmKpis['nuisance']> {
  const top = await within().groupBy('condition_code').select('condition_code').count('* as n').orderBy('n', 'desc').limit(TOP)
  const codes = top.filter(({ n }) => n > 1).map((row): string => row.condition_code)
  if (codes.length === 0) return []
  const minutes = await within().whereIn('condition_code', codes).groupByRaw('condition_code, raised_at / ?', [MINUTE_MS]).select('condition_code').count('* as n')
  const last: AlarmRow[] = await within().whereIn('condition_code', codes).groupBy('condition_code').select('*').max('raised_at as raised_at')
  const rows = new Map(last.map((row) => [row.condition_code, row]))
  const chatter = await settingValue(chatterCount)
  return top
    .filter(({ n }) => n > 1)
    .map(({ condition_code: condition, n }) => {
      const row = rows.get(condition)!
      const mostPerMinute = Math.max(...minutes.filter((one) => one.condition_code === condition).map((one) => Number(one.n)))
      return { condition, name: row.name, nameEn: row.name_en, areaCode: row.area_code, count: Number(n), mostPerMinute, chatters: mostPerMinute >= chatter }
    })
}

/** Days of the plant's own clock. */
function byDay(slots: { slot: number; n: number }[]): AlarmKpis['byDay'] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: plantTimeZone(), dateStyle: 'short' })
  const days = Map.groupBy(slots, ({ slot }) => format.format(slot * SLOT_MS))
  return [...days]
    .map(([day, ofDay]) => ({ day, alarms: ofDay.reduce((sum, { n }) => sum + n, 0), peak: Math.max(...ofDay.map(({ n }) => n)) }))
    .sort((a, b) => a.day.localeCompare(b.day))
}

async function floods({ from, to }: Period, areas: string[] | null): Promise<AlarmKpis['floods']> {
  const query = db.from('alarm_floods').where('started_at', '<', to).where((end) => end.whereNull('ended_at').orWhere('ended_at', '>=', from)).orderBy('started_at', 'desc').limit(100)
  const rows: FloodRow[] = await (areas ? query.whereIn('area_code', areas) : query.whereNull('area_code'))
  return rows.map((row) => ({ areaCode: row.area_code, startedAt: Number(row.started_at), endedAt: row.ended_at === null ? null : Number(row.ended_at), alarms: row.alarms }))
}
