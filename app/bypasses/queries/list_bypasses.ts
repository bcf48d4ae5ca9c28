import db from '@adonisjs/lucid/services/db'
import { englishNames } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { bypassSources, type Bypass, type BypassRow } from '#app/bypasses/bypass'

/** Everything that is set aside now, of every room: what is over and not restored first, then what ends soonest. */
export async function listBypasses(): Promise<Bypass[]> {
  const own: BypassRow[] = await db.from('bypasses').whereNull('restored_at')
  const names = await englishNames(own.map(({ owner_id: id }) => id))
  const others = await Promise.all(bypassSources().map((source) => source()))
  const all = [...own.map((row) => ofRow(row, names, clock.now())), ...others.flat()]
  return all.sort((a, b) => Number(b.toRestore) - Number(a.toRestore) || (a.until ?? Infinity) - (b.until ?? Infinity) || a.since - b.since)
}

/** Its time is over and nobody has confirmed that the safeguard works again. */
export const isOverdue = (bypass: Bypass): boolean => bypass.toRestore

function ofRow(row: BypassRow, names: Map<string, string>, now: number): Bypass {
  return {
    id: row.id,
    kind: row.kind,
    subject: { code: row.subject_code, name: row.subject_name, nameEn: row.subject_name_en },
    areaCode: row.area_code,
    value: row.value,
    owner: row.owner_name,
    ownerEn: names.get(row.owner_id) ?? null,
    reason: row.reason,
    measure: row.measure,
    since: Number(row.since),
    until: Number(row.until),
    toRestore: row.ended_at !== null || Number(row.until) <= now,
    link: null,
    ours: true,
  }
}
