import { recordAudit } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import type { IncidentCaller } from '#modules/risks/actions/work_incident'
import { findRuleTask, isTaskOf } from '#modules/risks/queries/rule_tasks'
import type { RuleTaskRow } from '#modules/risks/rows'

/** Whoever it was given to says that it is done; who leads may say so for them. */
export function finishRuleTask(id: string, comment: string | null, caller: IncidentCaller): Promise<Result<RuleTaskRow, Reason[]>> {
  return transact(async (tx) => {
    const task: RuleTaskRow | null = await tx.db.from('rule_tasks').where('id', id).first()
    if (!task) return err([reason('risks.no_such_task')])
    const reasons: Reason[] = []
    if (!caller.person) reasons.push(reason('identity.not_signed_in'))
    else if (!(await mayFinish(task, caller))) reasons.push(reason('risks.not_your_task'))
    if (task.state !== 'open') reasons.push(reason('risks.task_done'))
    if (reasons.length > 0) return err(reasons)
    const done = { state: 'done' as const, done_by: caller.by.id, done_by_name: caller.by.name, done_at: tx.now, comment }
    await tx.db.from('rule_tasks').where({ id, state: 'open' }).update(done)
    await recordAudit(tx, {
      by: caller.by,
      action: 'risks.rule_task_done',
      subject: { type: 'rule_task', id },
      details: { code: task.code, title: task.title, comment, late: tx.now > Number(task.due_at), rule: task.rule_code },
    })
    return ok({ ...task, ...done })
  })
}

export const mayFinish = async (task: RuleTaskRow, { person, permissions }: Pick<IncidentCaller, 'person' | 'permissions'>): Promise<boolean> =>
  person !== null && (permissions.has('incidents.manage') || (await isTaskOf(person, task)))

/** The task, for whoever may see it: those whose it is, and those who read incidents; for others there is none. */
export async function seeRuleTask(id: string, viewer: Pick<IncidentCaller, 'person' | 'permissions'>): Promise<RuleTaskRow | null> {
  const task = await findRuleTask(id)
  return task && (viewer.permissions.has('incidents.read') || (await mayFinish(task, viewer))) ? task : null
}
