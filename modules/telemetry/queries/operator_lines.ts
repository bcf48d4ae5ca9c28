import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import { floodLines } from '#modules/telemetry/alarm_settings'
import { inAreas, notShelved, operatorList } from '#modules/telemetry/queries/list_alarms'
import type { AlarmRow, FloodRow } from '#modules/telemetry/rows'

/** Alarms of a flood that are one line: all of an area, or of the areas that come after the gravest. */
export interface AlarmGroup {
  /** Null stands for what has no area. */
  areaCodes: (string | null)[]
  count: number
  unacknowledged: number
  byPriority: Record<1 | 2 | 3 | 4, number>
  /** The first-out: where to look for the cause. */
  first: AlarmRow
}

export interface OperatorLine {
  /** The alarm that the line shows: of a group the gravest that nobody has acknowledged. */
  alarm: AlarmRow
  group: AlarmGroup | null
}

interface Heap {
  area_code: string | null
  n: number
  unseen: number
  gravest: number
  began: number
  p1: number
  p2: number
  p3: number
  p4: number
}

const UNSEEN = "state IN ('active_unacknowledged', 'cleared_unacknowledged')"
const folded = () => notShelved(db.from('alarms').whereNot('state', 'normal')).whereNotNull('flood_id')

export const runningFlood = (): Promise<FloodRow | null> => db.from('alarm_floods').whereNull('ended_at').whereNull('area_code').first()

/** Alarms that came in it so far. */
export async function floodSize(id: string): Promise<number> {
  return Number((await db.from('alarms').where('flood_id', id).count('* as n').first()).n)
}

/** The operator's list: single alarms, and what came in floods folded by area, so that it grows by few lines only. */
export async function operatorLines(limit: number): Promise<OperatorLine[]> {
  const heaps = gather(await heapsByArea(), await settingValue(floodLines))
  const groups = await Promise.all(heaps.map(lineOf))
  const single = (await operatorList(limit, { folded: false })).map((alarm) => ({ alarm, group: null }))
  return [...groups, ...single].sort(byUrgency)
}

/** Where it began first comes first among equals: nearest to the cause, and a line that is being read stays where it is. */
async function heapsByArea(): Promise<Heap[]> {
  const of = (priority: number) => db.raw(`sum(priority = ${priority}) AS p${priority}`)
  const rows: Heap[] = await folded()
    .groupBy('area_code')
    .select('area_code', db.raw('count(*) AS n'), db.raw(`sum(${UNSEEN}) AS unseen`), db.raw('min(priority) AS gravest'), db.raw('min(raised_at) AS began'), of(1), of(2), of(3), of(4))
  return rows.sort((a, b) => Number(b.unseen > 0) - Number(a.unseen > 0) || a.gravest - b.gravest || a.began - b.began)
}

/** As many heaps as there may be lines; the last takes all that is left. */
function gather(heaps: Heap[], lines: number): Heap[][] {
  if (heaps.length <= lines) return heaps.map((heap) => [heap])
  return [...heaps.slice(0, lines - 1).map((heap) => [heap]), heaps.slice(lines - 1)]
}

async function lineOf(heaps: Heap[]): Promise<OperatorLine> {
  const codes = heaps.map(({ area_code: code }) => code)
  const within = () => inAreas(folded(), codes)
  const alarm: AlarmRow = await within().orderByRaw(`CASE WHEN ${UNSEEN} THEN 0 ELSE 1 END, priority, first_out DESC, raised_at`).firstOrFail()
  const total = (pick: (heap: Heap) => number) => heaps.reduce((sum, heap) => sum + Number(pick(heap)), 0)
  const count = total(({ n }) => n)
  if (count === 1) return { alarm, group: null }
  const first: AlarmRow = await within().orderBy('first_out', 'desc').orderBy('raised_at').firstOrFail()
  const byPriority = { 1: total(({ p1 }) => p1), 2: total(({ p2 }) => p2), 3: total(({ p3 }) => p3), 4: total(({ p4 }) => p4) }
  return { alarm, group: { areaCodes: codes, count, unacknowledged: total(({ unseen }) => unseen), byPriority, first } }
}

const isUnseen = ({ state }: AlarmRow) => Number(state.endsWith('unacknowledged'))
const byUrgency = (a: OperatorLine, b: OperatorLine) =>
  isUnseen(b.alarm) - isUnseen(a.alarm) || a.alarm.priority - b.alarm.priority || Number(b.alarm.raised_at) - Number(a.alarm.raised_at)
