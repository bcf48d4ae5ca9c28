import { recordAudit, systemActor } from '#app/audit/index'
import { findAccount } from '#app/identity/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { fillWords } from '#app/rules/index'
import type { Consequence, Firing, Outcome } from '#app/rules/registry'
import { assigneesOf } from '#modules/risks/queries/assignees'
import type { Assignee } from '#modules/risks/rows'

const HOUR_MS = 3_600_000

/** Work for a post or a person, with a time by which it is to be done: it stands in their inbox until they say that it is. */
export async function taskFromRule(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome> {
  const areaCode: string | null = parameters.area ?? firing.areaCode
  const assignees = await assigneesFor(parameters, areaCode)
  // A post that nobody holds today may be held tomorrow; a person who is not in service does nothing.
  if (assignees.length === 0 && !parameters.role) return { status: 'refused', outcome: 'nobody' }
  const id = newId()
  const code = await nextCode(tx)
  const title = fillWords(parameters.title, firing).slice(0, 250)
  const titleEn = fillWords(parameters.title_en || parameters.title, firing, firing.rule.nameEn).slice(0, 250)
  const dueAt = tx.now + Math.round(parameters.due_h * HOUR_MS)
  const priority = (parameters.priority ?? 3) as 1 | 2 | 3 | 4
  await tx.db.table('rule_tasks').insert({
    id,
    code,
    title,
    title_en: titleEn,
    area_code: areaCode,
    role_code: parameters.role ?? null,
    assignees: JSON.stringify(assignees),
    priority,
    due_at: dueAt,
    rule_code: firing.rule.code,
    rule_name: firing.rule.name,
    rule_name_en: firing.rule.nameEn,
    firing_id: firing.id,
    facts: JSON.stringify(firing.facts.map(({ label, link }) => ({ label, link }))),
    state: 'open',
    created_at: tx.now,
  })
  await recordAudit(tx, {
    by: systemActor('risks'),
    action: 'risks.rule_task_given',
    subject: { type: 'rule_task', id },
    details: { code, title, area: areaCode, role: parameters.role ?? null, to: assignees.map(({ name }) => name), due_at: dueAt, rule: firing.rule.code, firing: firing.id },
  })
  await notify(tx, {
    to: { accounts: assignees.map((one) => one.id) },
    message: { key: 'risks.notices.rule_task', params: { task: title, task_en: titleEn, code } },
    priority,
    link: `/tasks/${id}`,
    cause: `rule_task:${id}`,
  })
  return { status: 'done', outcome: code, link: `/tasks/${id}` }
}

/** One line for each who would have had something to do. */
export async function foreseeTask(parameters: Record<string, any>, firing: Firing): Promise<Consequence[]> {
  const assignees = await assigneesFor(parameters, parameters.area ?? firing.areaCode)
  const title = fillWords(parameters.title, firing)
  return assignees.map(({ name }) => ({ kind: 'tasked' as const, label: `${name}: ${title}`, link: firing.facts.at(-1)?.link ?? null }))
}

async function assigneesFor({ role, person }: Record<string, any>, areaCode: string | null): Promise<Assignee[]> {
  const [holders, account] = await Promise.all([role ? assigneesOf(role, areaCode) : [], person ? findAccount({ code: person }) : null])
  const named = account?.active ? [{ id: account.id, name: account.name, name_en: account.nameEn ?? account.name }] : []
  return [...new Map([...holders, ...named].map((one) => [one.id, one])).values()]
}

async function nextCode(tx: Tx): Promise<string> {
  const year = new Date(tx.now).getUTCFullYear()
  const counted = await tx.db.from('rule_tasks').where('code', 'like', `T-${year}-%`).count('* as n').first()
  return `T-${year}-${String(Number(counted?.n ?? 0) + 1).padStart(4, '0')}`
}
