import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { bumpTestDays, calibrationDays, checkedKinds } from '#modules/telemetry/alarm_settings'
import type { PointRow } from '#modules/telemetry/rows'

export type CheckKind = 'calibration' | 'bump_test'

export interface PointCheck {
  point: PointRow
  kind: CheckKind
  /** Of the last that passed; null where none is on record. */
  lastAt: number | null
  /** When the next is due; a detector without a record has none to wait for. */
  dueAt: number | null
}

const DAY_MS = 86_400_000

/** For each detector when it must be calibrated and shown its gas. What was never recorded here is not counted as overdue. */
export async function pointChecks(client: Pick<Tx['db'], 'from'> = db): Promise<PointCheck[]> {
  const kinds = await settingValue(checkedKinds, client)
  const usual = { calibration: await settingValue(calibrationDays, client), bump_test: await settingValue(bumpTestDays, client) }
  const points: PointRow[] = await client.from('points').where('active', true).whereIn('kind', kinds).orderBy('code')
  const rows = await client.from('point_checks').where('passed', true).groupBy('point_code', 'kind').select('point_code', 'kind').max('at as at')
  const last = new Map(rows.map((row) => [`${row.point_code}:${row.kind}`, Number(row.at)]))
  return points.flatMap((point) =>
    (['calibration', 'bump_test'] as const).map((kind) => {
      const days = (kind === 'calibration' ? point.calibration_days : point.bump_test_days) ?? usual[kind]
      const lastAt = last.get(`${point.code}:${kind}`) ?? null
      return { point, kind, lastAt, dueAt: lastAt === null ? null : lastAt + days * DAY_MS }
    })
  )
}

/** Points that have a check overdue: what they say is uncertain. */
export async function overduePoints(now: number, client: Pick<Tx['db'], 'from'> = db): Promise<Set<string>> {
  const checks = await pointChecks(client)
  return new Set(checks.filter(({ dueAt }) => dueAt !== null && dueAt <= now).map(({ point }) => point.code))
}
