import db from '@adonisjs/lucid/services/db'
import type { Bypass } from '#app/bypasses/index'
import { englishNames } from '#app/identity/index'

/** Steps of a running emergency plan that its leader has waived: they stand aside until the incident ends. */
export async function waivedTasks(): Promise<Bypass[]> {
  const rows = await db
    .from('incident_tasks')
    .join('incidents', 'incidents.id', 'incident_tasks.incident_id')
    .where('incidents.state', 'active')
    .where('incident_tasks.state', 'waived')
    .select('incident_tasks.*', 'incidents.area_code', 'incidents.code as incident_code')
  const names = await englishNames(rows.map((row) => row.done_by))
  return rows.map((row) => ({
    id: `waived:${row.id}`,
    kind: 'task_waived',
    subject: { code: row.incident_code, name: row.title, nameEn: row.title_en },
    areaCode: row.area_code,
    value: null,
    owner: row.done_by_name ?? '',
    ownerEn: names.get(row.done_by) ?? null,
    reason: row.comment ?? '',
    measure: null,
    since: Number(row.done_at),
    until: null,
    toRestore: false,
    link: `/incidents/${row.incident_id}`,
    ours: false,
  }))
}
