import type { Tx } from '#app/kernel/transaction'
import type { LastRaised } from '#modules/telemetry/bursts'
import type { AlarmRow } from '#modules/telemetry/rows'

/** As many values as a statement may name, with room for the rest of it. */
const MOST_NAMED = 500

async function inParts<T>(values: readonly string[], ask: (part: string[]) => PromiseLike<T[]>): Promise<T[]> {
  const found: T[] = []
  for (let at = 0; at < values.length; at += MOST_NAMED) found.push(...(await ask(values.slice(at, at + MOST_NAMED))))
  return found
}

export async function standingByCondition(tx: Tx, codes: readonly string[]): Promise<Map<string, AlarmRow>> {
  const rows: AlarmRow[] = await inParts(codes, (part) => tx.db.from('alarms').whereIn('condition_code', part).whereNot('state', 'normal'))
  return new Map(rows.map((row) => [row.condition_code, row]))
}

/** Conditions whose last alarm is over, and shelved for longer than it stood. */
export async function shelvesInForce(tx: Tx, codes: readonly string[]): Promise<Map<string, AlarmRow>> {
  const rows: AlarmRow[] = await inParts(codes, (part) =>
    tx.db.from('alarms').whereIn('condition_code', part).where('state', 'normal').where('shelved_until', '>', tx.now)
  )
  return new Map(rows.map((row) => [row.condition_code, row]))
}

/** The last alarm of each area, with its burst; by '' those that have no area. */
export async function lastRaised(tx: Tx, areas: readonly string[]): Promise<Map<string, LastRaised>> {
  const found = new Map<string, LastRaised>()
  for (const area of areas) {
    const query = tx.db.from('alarms').orderBy('raised_at', 'desc').select('burst_id', 'raised_at')
    const row = await (area === '' ? query.whereNull('area_code') : query.where('area_code', area)).first()
    if (row?.burst_id) found.set(area, { burstId: row.burst_id, at: Number(row.raised_at) })
  }
  return found
}

/** What people call the points, by code. */
export async function pointNames(tx: Tx, codes: readonly string[]): Promise<Map<string, { name: string; nameEn: string }>> {
  const rows = await inParts<{ code: string; name: string; name_en: string }>(codes, (part) => tx.db.from('points').whereIn('code', part).select('code', 'name', 'name_en'))
  return new Map(rows.map((row) => [row.code, { name: row.name, nameEn: row.name_en }]))
}
