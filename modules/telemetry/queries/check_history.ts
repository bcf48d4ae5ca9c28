import db from '@adonisjs/lucid/services/db'
import { findAccount } from '#app/identity/index'
import type { PastCheck } from '#modules/telemetry/checks'

/** More than a detector of ten years has seen; the export of the audit trail has every one. */
const MOST = 200

type CheckRow = Omit<PastCheck, 'by_name_en'> & { by: string }

/** What was done to one detector, newest first. */
export async function checkHistory(point: string): Promise<PastCheck[]> {
  const rows: CheckRow[] = await db.from('point_checks').where('point_code', point).orderBy('at', 'desc').orderBy('id', 'desc').limit(MOST)
  const people = new Map(await Promise.all([...new Set(rows.map(({ by }) => by))].map(async (id) => [id, await findAccount({ id })] as const)))
  return rows.map(({ id, kind, passed, at, gas, concentration, before, after, note, by, by_name }) => ({
    id,
    kind,
    passed: Boolean(passed),
    at: Number(at),
    gas,
    concentration,
    before,
    after,
    note,
    by_name,
    by_name_en: people.get(by)?.nameEn ?? by_name,
  }))
}
