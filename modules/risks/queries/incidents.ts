import db from '@adonisjs/lucid/services/db'
import type { BoardIncident } from '#app/board/snapshot'
import type { MineItem } from '#app/board/mine'
import type { Principal } from '#app/identity/index'
import { areaLabel } from '#app/plant/index'
import { isAssigned } from '#modules/risks/actions/work_incident'
import { findPlan } from '#modules/risks/queries/plans'
import { responseBoard } from '#modules/risks/queries/responses'
import type { IncidentRow, TaskRow } from '#modules/risks/rows'

export async function listIncidents(filter: { state?: 'active' | 'ended'; before?: string; limit: number }): Promise<IncidentRow[]> {
  const query = db.from('incidents').orderBy('id', 'desc').limit(filter.limit)
  if (filter.state) query.where('state', filter.state)
  if (filter.before) query.where('id', '<', filter.before)
  return query
}

/** One incident with plan, tasks, cards and timeline. */
export async function findIncident(id: string) {
  const row: IncidentRow | null = await db.from('incidents').where('id', id).first()
  if (!row) return null
  const [plan, area, tasks, entries] = await Promise.all([
    findPlan(row.plan_code),
    areaLabel(row.area_code),
    db.from('incident_tasks').where('incident_id', id).orderBy('position') as Promise<TaskRow[]>,
    db.from('incident_entries').where('incident_id', id).orderBy('id', 'desc').limit(200),
  ])
  return { row, plan, area, tasks, entries: entries.map((entry) => ({ at: entry.at, actor: entry.actor_name, what: entry.what, params: JSON.parse(entry.params) })) }
}

export async function incidentsTile(): Promise<BoardIncident[]> {
  const rows = await listIncidents({ state: 'active', limit: 20 })
  return Promise.all(
    rows.map(async (row) => {
      const [plan, area] = [await findPlan(row.plan_code), await areaLabel(row.area_code)]
      const tasks: Pick<TaskRow, 'state'>[] = await db.from('incident_tasks').where('incident_id', row.id).select('state')
      const open = tasks.filter(({ state }) => state === 'open').length
      return {
        id: row.id,
        code: row.code,
        name: plan?.name ?? row.plan_code,
        nameEn: plan?.name_en ?? row.plan_code,
        areaCode: row.area_code,
        areaName: area.name,
        areaNameEn: area.nameEn,
        startedAt: row.started_at,
        tasksOpen: open,
        tasksDone: tasks.length - open,
        team: await teamOf(row.id),
      }
    })
  )
}

async function teamOf(incidentId: string): Promise<BoardIncident['team']> {
  const { called, arrived, cannot_come: cannotCome, silent } = (await responseBoard(incidentId)).counts
  return { called, arrived, cannotCome, silent }
}

/** Open tasks of the person in incidents that run. */
export async function incidentsMine({ person }: Principal): Promise<MineItem[]> {
  if (!person) return []
  const rows: (TaskRow & { area_code: string })[] = await db
    .from('incident_tasks')
    .join('incidents', 'incidents.id', 'incident_tasks.incident_id')
    .where('incidents.state', 'active')
    .where('incident_tasks.state', 'open')
    .select('incident_tasks.*', 'incidents.area_code')
  const mine = rows.filter((task) => isAssigned(person, task, task.area_code))
  return Promise.all(
    mine.map(async (task): Promise<MineItem> => {
      const area = await areaLabel(task.area_code)
      const params = { task: task.title, task_en: task.title_en, area: area.name, area_en: area.nameEn }
      return { kind: 'incident_task', title_key: 'risks.mine.task', params, link: `/incidents/${task.incident_id}`, due_at: null, priority: 1 }
    })
  )
}

export async function incidentsIn(from: number, to: number, areaCode: string | null): Promise<number | null> {
  const query = db.from('incidents').whereBetween('started_at', [from, to])
  if (areaCode) query.where('area_code', areaCode)
  return Number((await query.count('* as n').first())?.n ?? 0)
}
