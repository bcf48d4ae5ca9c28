import db from '@adonisjs/lucid/services/db'
import type { CheckKind } from '#modules/telemetry/queries/due_checks'
import type { TestGas } from '#modules/telemetry/test_gases'

/** More than a detector of ten years has seen; the export of the audit trail has every one. */
const MOST = 200

interface CheckRow {
  id: string
  kind: CheckKind
  passed: number
  at: number
  gas: TestGas | null
  concentration: number | null
  before: number | null
  after: number | null
  note: string | null
  by_name: string
}

/** What was done to one detector, newest first. */
export async function checkHistory(point: string) {
  const rows: CheckRow[] = await db.from('point_checks').where('point_code', point).orderBy('at', 'desc').orderBy('id', 'desc').limit(MOST)
  return rows.map(({ id, kind, passed, at, gas, concentration, before, after, note, by_name }) => ({
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
  }))
}
