import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import { EMERGENCY_ROLE } from '#modules/personnel/access/decide'
import { register } from '#modules/personnel/access/register'
import { CheckInMissed, StayOverdue, StaySettled } from '#modules/personnel/events'
import type { PresenceRow } from '#modules/personnel/rows'
import { coOf } from '#modules/personnel/stay/co_source'
import { pauseRule } from '#modules/personnel/stay/pause'
import { useUp, type CoNow } from '#modules/personnel/stay/permitted'
import type { StayRow } from '#modules/personnel/stay/rows'
import { checkInMinutes, stayBands } from '#modules/personnel/stay/settings'

/** Nobody looked for longer than this: what the air was like meanwhile is not known. */
const GAP_MS = 60_000
const MINUTE_MS = 60_000
/** A stay that uses nothing up is written this often all the same. */
const WRITE_EVERY_MS = 20_000

/** Counts the time of everybody inside a gas area. Time passing alone makes a stay overdue and a person silent. */
export async function countStays(): Promise<void> {
  const current = await register.fresh()
  const gasAreas = [...current.places.areas.values()].filter(({ gasClass }) => gasClass !== null)
  const inside: PresenceRow[] = await db.from('presence').whereNull('left_at').whereIn('area_code', gasAreas.map(({ code }) => code))
  const stays: StayRow[] = await db.from('gas_stays').whereNull('left_at')
  if (inside.length === 0 && stays.length === 0) return

  const air = new Map<string, CoNow>()
  for (const code of new Set([...inside, ...stays].map(({ area_code }) => area_code))) air.set(code, await coOf(code))
  const known = new Set(stays.map(({ presence_id }) => presence_id))
  const fresh = inside.filter(({ id }) => !known.has(id))
  const there = new Set(inside.map(({ id }) => id))
  const rules: Rules = { bands: await settingValue(stayBands), checkIn: await settingValue(checkInMinutes) }
  const changed = stays
    .map((stay) => counted(stay, { present: there.has(stay.presence_id), co: air.get(stay.area_code)!, rules }))
    .filter(({ worthWriting }) => worthWriting)
  if (fresh.length === 0 && changed.length === 0) return

  await transact(async (tx) => {
    for (const row of fresh) await begin(tx, row)
    for (const change of changed) await write(tx, change)
  })
}

interface Rules {
  bands: Parameters<typeof useUp>[1]
  checkIn: Record<string, number>
}
interface Counted {
  stay: StayRow
  used: number
  countedUntil: number
  left: boolean
  overdue: boolean
  silent: boolean
  worthWriting: boolean
}

function counted(stay: StayRow, { present, co, rules }: { present: boolean; co: CoNow; rules: Rules }): Counted {
  const now = clock.now()
  const span = now - Number(stay.counted_until)
  const used = wearsApparatus(stay) ? 0 : useUp(stay.used, rules.bands, span > GAP_MS && co.kind === 'known' ? { kind: 'unknown' } : co, span)
  const every = rules.checkIn[register.places.areas.get(stay.area_code)?.gasClass ?? ''] ?? Math.min(...Object.values(rules.checkIn))
  const overdue = present && used >= 1 && stay.overdue_at === null
  const silent = present && stay.silent_at === null && now - Number(stay.checked_in_at ?? stay.entered_at) > every * MINUTE_MS
  const worthWriting = !present || overdue || silent || used !== stay.used || span > WRITE_EVERY_MS
  return { stay, used, countedUntil: now, left: !present, overdue, silent, worthWriting }
}

/** Who is called because of gas comes with breathing apparatus: the air of the area is not theirs. */
export function wearsApparatus({ account_id, area_code }: Pick<StayRow, 'account_id' | 'area_code'>): boolean {
  const within = register.places.areas.get(area_code)?.within ?? []
  const roles = register.find({ accountId: account_id })?.roles ?? []
  return roles.some(({ code, areaCode }) => code === EMERGENCY_ROLE && (areaCode === null || within.includes(areaCode)))
}

/** What was used up outside the pause counts on: out and in again makes no new hour. */
async function begin(tx: Tx, row: PresenceRow): Promise<void> {
  const last: StayRow | null = await tx.db.from('gas_stays').where('account_id', row.account_id).whereNotNull('left_at').orderBy('left_at', 'desc').first()
  const { pauseMs } = await pauseRule()
  const used = last && Number(row.entered_at) - Number(last.left_at) < pauseMs ? last.used : 0
  await tx.db.table('gas_stays').insert({
    presence_id: row.id,
    account_id: row.account_id,
    area_code: row.area_code,
    entered_at: row.entered_at,
    used,
    counted_until: row.entered_at,
  })
}

async function write(tx: Tx, { stay, used, countedUntil, left, overdue, silent }: Counted): Promise<void> {
  const presence: PresenceRow | null = left ? await tx.db.from('presence').where('id', stay.presence_id).first() : null
  await tx.db
    .from('gas_stays')
    .where('presence_id', stay.presence_id)
    .update({
      used,
      counted_until: countedUntil,
      ...(left ? { left_at: presence?.left_at ?? tx.now } : {}),
      ...(overdue ? { overdue_at: tx.now } : {}),
      ...(silent ? { silent_at: tx.now } : {}),
    })
  const fact = { presenceId: stay.presence_id, accountId: stay.account_id, areaCode: stay.area_code, at: tx.now }
  if (overdue) await tx.emit(StayOverdue, fact)
  if (silent) await tx.emit(CheckInMissed, fact)
  if (left && (stay.overdue_at !== null || stay.silent_at !== null)) await tx.emit(StaySettled, { ...fact, left: true })
}
