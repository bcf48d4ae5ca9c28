import { recordAudit, type Actor } from '#app/audit/index'
import { holdsRole, type PersonIdentity } from '#app/identity/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { standingAlarms } from '#modules/telemetry/index'
import { writeEntry } from '#modules/risks/actions/write_entry'
import { IncidentEnded } from '#modules/risks/events'
import type { Assignee, IncidentRow, TaskRow } from '#modules/risks/rows'

export interface IncidentCaller {
  person: PersonIdentity | null
  permissions: ReadonlySet<string>
  by: Actor
}

export interface TaskInput {
  incidentId: string
  taskId: string
  /** Waived tasks need a comment: why it is not to be done. */
  outcome: 'done' | 'waived'
  comment: string | null
}

/** A task is that person's: it was given to them when the incident started, or they have come into its role since. */
export const isAssigned = (person: PersonIdentity, task: TaskRow, areaCode: string): boolean =>
  (JSON.parse(task.assignees) as Assignee[]).some(({ id }) => id === person.id) || holdsRole(person, task.role_code, areaCode)

/** Whether the caller may work on a task: it is theirs, or they lead. */
export const mayWork = ({ person, permissions }: IncidentCaller, task: TaskRow, areaCode: string): boolean =>
  permissions.has('incidents.manage') || (person !== null && isAssigned(person, task, areaCode))

export function finishTask(input: TaskInput, caller: IncidentCaller): Promise<Result<IncidentRow, Reason[]>> {
  return transact(async (tx) => {
    const incident = await find(tx, input.incidentId)
    const task: TaskRow | null = await tx.db.from('incident_tasks').where({ id: input.taskId, incident_id: input.incidentId }).first()
    if (!incident || !task) return err([reason('risks.no_such_task')])
    const reasons: Reason[] = []
    if (!caller.person) reasons.push(reason('identity.not_signed_in'))
    if (incident.state !== 'active') reasons.push(reason('risks.incident_over'))
    if (task.state !== 'open') reasons.push(reason('risks.task_done'))
    if (!mayWork(caller, task, incident.area_code)) reasons.push(reason('risks.not_your_task'))
    if (input.outcome === 'waived' && !caller.permissions.has('incidents.manage')) reasons.push(reason('risks.only_leader_waives'))
    if (input.outcome === 'waived' && !input.comment?.trim()) reasons.push(reason('risks.comment_needed'))
    if (reasons.length > 0) return err(reasons)

    const done = { state: input.outcome, done_by: caller.by.id, done_by_name: caller.by.name, done_at: tx.now, comment: input.comment }
    await tx.db.from('incident_tasks').where({ id: task.id, state: 'open' }).update(done)
    await writeEntry(tx, incident.id, caller.by.name, `task_${input.outcome}`, { task: task.title, task_en: task.title_en })
    await recordAudit(tx, {
      by: caller.by,
      action: `risks.task_${input.outcome}`,
      subject: { type: 'incident', id: incident.id },
      details: { task: task.title, comment: input.comment },
    })
    return ok(incident)
  })
}

/** Everything against the end of an incident: alarms that stand in its area, tasks that are open. */
export async function againstEnd(incident: IncidentRow, client: Pick<Tx['db'], 'from'>): Promise<Reason[]> {
  if (incident.state !== 'active') return [reason('risks.incident_over')]
  const alarms = (await standingAlarms(incident.area_code)).filter((alarm) => alarm.alarm_class !== 'system')
  const open = await client.from('incident_tasks').where({ incident_id: incident.id, state: 'open' }).count('* as n').first()
  const tasks = Number(open?.n ?? 0)
  return [
    ...(alarms.length > 0 ? [reason('risks.alarms_standing', { count: alarms.length })] : []),
    ...(tasks > 0 ? [reason('risks.tasks_open', { count: tasks })] : []),
  ]
}

export function endIncident(incidentId: string, caller: IncidentCaller): Promise<Result<IncidentRow, Reason[]>> {
  return transact(async (tx) => {
    const incident = await find(tx, incidentId)
    if (!incident) return err([reason('risks.no_such_incident')])
    const reasons = [...(caller.person ? [] : [reason('identity.not_signed_in')]), ...(await againstEnd(incident, tx.db))]
    if (reasons.length > 0) return err(reasons)

    await tx.db.from('incidents').where({ id: incidentId, state: 'active' }).update({ state: 'ended', ended_at: tx.now, ended_by: caller.by.id })
    await writeEntry(tx, incidentId, caller.by.name, 'ended', {})
    await recordAudit(tx, { by: caller.by, action: 'risks.incident_ended', subject: { type: 'incident', id: incidentId } })
    const { code, area_code: areaCode, plan_code: planCode } = incident
    await tx.emit(IncidentEnded, { incidentId, code, areaCode, planCode, at: tx.now })
    return ok(incident)
  })
}

const find = (tx: Tx, id: string): Promise<IncidentRow | null> => tx.db.from('incidents').where('id', id).first()
