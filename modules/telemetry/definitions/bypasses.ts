import db from '@adonisjs/lucid/services/db'
import { registerBypassKind, registerBypassSource, type Bypass, type BypassSubject } from '#app/bypasses/index'
import { englishNames, findAccount } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import { defineSetting } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { outputsOf } from '#modules/telemetry/actions/release_outputs'
import type { AlarmRow, OutputRow, PointRow } from '#modules/telemetry/rows'

const longest = (name: string, hours: number, source: string) =>
  defineSetting<number>({
    key: `telemetry.${name}_max_hours`,
    default: hours,
    unit: 'h',
    source,
    refuse: (value) => (value > 0 && value <= 72 ? null : 'between 0 and 72 hours'),
  })

const inhibitLongest = longest('inhibit', 8, 'IEC 61511-1 11.8: a bypass is limited in time; one shift')
const substituteLongest = longest('substitute', 4, 'Plant practice: a hand-held reading speaks for half a shift; GB 30871-2022 asks for new gas tests far sooner')
const forcedLongest = longest('door_forced', 4, 'Plant practice: half a shift')

const subjectOf = ({ code, name, name_en, area_code }: Pick<PointRow, 'code' | 'name' | 'name_en' | 'area_code'>): BypassSubject => {
  return { code, name, nameEn: name_en, areaCode: area_code }
}

const outputs = async (doors: boolean): Promise<BypassSubject[]> => {
  const rows: OutputRow[] = await db.from('outputs').where('active', true).orderBy('code')
  return rows.filter(({ kind }) => (kind === 'door') === doors).map(subjectOf)
}

/** What of this room can be set aside, and what of it people set aside by its own means. */
export function registerBypasses(): void {
  registerBypassKind({ kind: 'output_inhibited', longest: inhibitLongest, takesValue: false, subjects: () => outputs(false), against: neededNow })
  registerBypassKind({
    kind: 'point_substituted',
    longest: substituteLongest,
    takesValue: true,
    subjects: async () => ((await db.from('points').where('active', true).orderBy('code')) as PointRow[]).map(subjectOf),
    against: outOfRange,
  })
  registerBypassKind({ kind: 'door_forced', longest: forcedLongest, takesValue: false, subjects: () => outputs(true), against: areaClosed })
  registerBypassSource('telemetry.shelved', shelvedAlarms)
  registerBypassSource('telemetry.out_of_service', outOfService)
}

/** What an alarm runs now is not inhibited away from under it. */
async function neededNow({ code }: BypassSubject, _value: number | null, tx: Tx): Promise<Reason[]> {
  const standing: AlarmRow[] = await tx.db.from('alarms').whereNot('state', 'normal')
  const needed = await outputsOf(standing)
  return needed.includes(code) ? [reason('telemetry.output_needed')] : []
}

async function outOfRange({ code }: BypassSubject, value: number | null, tx: Tx): Promise<Reason[]> {
  const point: PointRow = await tx.db.from('points').where('code', code).firstOrFail()
  if (value === null || (value >= point.min && value <= point.max)) return []
  return [reason('telemetry.substitute_out_of_range', { min: point.min, max: point.max, unit: point.unit })]
}

/** A gate that gas has shut is not held open. */
async function areaClosed({ areaCode }: BypassSubject, _value: number | null, tx: Tx): Promise<Reason[]> {
  const standing = await tx.db.from('alarms').where({ area_code: areaCode }).where('state', 'like', 'active%').whereIn('priority', [1, 2]).whereNot('alarm_class', 'system').first()
  return standing ? [reason('telemetry.door_of_alarmed_area')] : []
}

async function shelvedAlarms(): Promise<Bypass[]> {
  const rows: AlarmRow[] = await db.from('alarms').whereNot('state', 'normal').where('shelved_until', '>', clock.now())
  const names = await englishNames(rows.map(({ shelved_by: id }) => id))
  return Promise.all(
    rows.map(async (row) => ({
      id: `shelved:${row.id}`,
      kind: 'alarm_shelved',
      subject: { code: row.condition_code, name: row.name, nameEn: row.name_en },
      areaCode: row.area_code,
      value: null,
      owner: (row.shelved_by && (await findAccount({ id: row.shelved_by }))?.name) || '',
      ownerEn: (row.shelved_by && names.get(row.shelved_by)) || null,
      reason: row.shelve_reason ?? '',
      measure: null,
      since: Number(row.raised_at),
      until: Number(row.shelved_until),
      toRestore: false,
      link: '/control',
      ours: false,
    }))
  )
}

async function outOfService(): Promise<Bypass[]> {
  const rows = await db
    .from('out_of_service')
    .join('points', 'points.code', 'out_of_service.point_code')
    .whereNull('out_of_service.ended_at')
    .where('out_of_service.until', '>', clock.now())
    .select('out_of_service.*', 'points.name as point_name', 'points.name_en as point_name_en')
  const names = await englishNames(rows.map((row) => row.by))
  return rows.map((row) => ({
    id: `out_of_service:${row.id}`,
    kind: 'condition_out_of_service',
    subject: { code: row.condition_code, name: row.point_name, nameEn: row.point_name_en },
    areaCode: row.area_code,
    value: null,
    owner: row.by_name,
    ownerEn: names.get(row.by) ?? null,
    reason: row.reason,
    measure: null,
    since: Number(row.since),
    until: Number(row.until),
    toRestore: false,
    link: '/control',
    ours: false,
  }))
}
