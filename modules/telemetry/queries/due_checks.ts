import db from '@adonisjs/lucid/services/db'
import { listAreas } from '#app/plant/index'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { bumpTestDays, calibrationDays, checkedKinds, checkNoticeDays } from '#modules/telemetry/alarm_settings'
import { CHECK_KINDS, type CheckKind, type CheckState, type DueCheck } from '#modules/telemetry/checks'
import type { PointRow } from '#modules/telemetry/rows'

export interface PointCheck {
  point: PointRow
  kind: CheckKind
  /** Of the last that passed; null where none is on record. */
  lastAt: number | null
  /** When the next is due; a detector without a record has none to wait for. */
  dueAt: number | null
  /** The last one was not passed: the detector is due from then on, whatever its date was. */
  failed: boolean
}

const DAY_MS = 86_400_000

/** For each detector when it must be calibrated and shown its gas. What was never recorded here is not counted as overdue. */
export async function pointChecks(client: Pick<Tx['db'], 'from'> = db): Promise<PointCheck[]> {
  const kinds = await settingValue(checkedKinds, client)
  const usual = { calibration: await settingValue(calibrationDays, client), bump_test: await settingValue(bumpTestDays, client) }
  const points: PointRow[] = await client.from('points').where('active', true).whereIn('kind', kinds).orderBy('code')
  // Of two in the same millisecond the one that was written later counts: ids are in the order of time.
  const rows = await client.from('point_checks').groupBy('point_code', 'kind', 'passed').select('point_code', 'kind', 'passed').max({ at: 'at', id: 'id' })
  const last = new Map(rows.map((row) => [`${row.point_code}:${row.kind}:${Boolean(row.passed)}`, { at: Number(row.at), id: String(row.id) }]))
  return points.flatMap((point) =>
    CHECK_KINDS.map((kind) => {
      const days = (kind === 'calibration' ? point.calibration_days : point.bump_test_days) ?? usual[kind]
      const good = last.get(`${point.code}:${kind}:true`)
      const bad = last.get(`${point.code}:${kind}:false`)
      const failed = bad !== undefined && (!good || bad.at > good.at || (bad.at === good.at && bad.id > good.id))
      const lastAt = good?.at ?? null
      return { point, kind, lastAt, failed, dueAt: failed ? bad.at : lastAt === null ? null : lastAt + days * DAY_MS }
    })
  )
}

export function checkState({ dueAt, failed }: Pick<PointCheck, 'dueAt' | 'failed'>, now: number, noticeDays: number): CheckState {
  if (failed) return 'failed'
  if (dueAt === null) return 'never'
  if (dueAt <= now) return 'overdue'
  return dueAt - noticeDays * DAY_MS <= now ? 'soon' : 'good'
}

/** As a list shows them: with their state, and how long before the date one is told. */
export async function presentChecks(now: number): Promise<DueCheck[]> {
  const noticeDays = await settingValue(checkNoticeDays)
  const areas = new Map((await listAreas()).map((area) => [area.code, area]))
  return (await pointChecks()).map((check) => ({
    point: check.point.code,
    name: check.point.name,
    name_en: check.point.name_en,
    area: check.point.area_code,
    area_name: areas.get(check.point.area_code)?.name ?? check.point.area_code,
    area_name_en: areas.get(check.point.area_code)?.nameEn ?? check.point.area_code,
    point_kind: check.point.kind,
    unit: check.point.unit,
    kind: check.kind,
    last_at: check.lastAt,
    due_at: check.dueAt,
    due: check.dueAt !== null && check.dueAt <= now,
    state: checkState(check, now, noticeDays),
  }))
}

/** Points that have a check overdue or failed: what they say is uncertain. */
export async function overduePoints(now: number, client: Pick<Tx['db'], 'from'> = db): Promise<Set<string>> {
  const checks = await pointChecks(client)
  return new Set(checks.filter(({ dueAt }) => dueAt !== null && dueAt <= now).map(({ point }) => point.code))
}
