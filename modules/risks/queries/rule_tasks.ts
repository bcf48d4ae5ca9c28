import db from '@adonisjs/lucid/services/db'
import type { MineItem } from '#app/board/mine'
import type { PersonIdentity, Principal } from '#app/identity/index'
import { areaLabel, areaWithParents } from '#app/plant/index'
import type { Assignee, RuleTaskRow } from '#modules/risks/rows'

/** A task is that person's: it was given to them, or they have come into its post since. */
export async function isTaskOf(person: PersonIdentity, task: RuleTaskRow): Promise<boolean> {
  if ((JSON.parse(task.assignees) as Assignee[]).some(({ id }) => id === person.id)) return true
  const held = person.roles.filter(({ code }) => code === task.role_code)
  if (held.length === 0 || !task.area_code) return held.length > 0
  const line = new Set((await areaWithParents(task.area_code)).map(({ code }) => code))
  return held.some(({ areaCode }) => areaCode === null || line.has(areaCode))
}

export const findRuleTask = (id: string): Promise<RuleTaskRow | null> => db.from('rule_tasks').where('id', id).first()

export async function listRuleTasks(filter: { state?: 'open' | 'done'; rule?: string; before?: string; limit: number }): Promise<RuleTaskRow[]> {
  const query = db.from('rule_tasks').orderBy('id', 'desc').limit(filter.limit)
  if (filter.state) query.where('state', filter.state)
  if (filter.rule) query.where('rule_code', filter.rule)
  if (filter.before) query.where('id', '<', filter.before)
  return query
}

/** Open tasks that rules gave to the person, the next one due first. */
export async function ruleTasksMine({ person }: Principal): Promise<MineItem[]> {
  if (!person) return []
  const open: RuleTaskRow[] = await db.from('rule_tasks').where('state', 'open').orderBy('due_at').limit(1_000)
  const items = await Promise.all(
    open.map(async (task): Promise<MineItem[]> => {
      if (!(await isTaskOf(person, task))) return []
      const area = task.area_code ? await areaLabel(task.area_code) : { name: task.code, nameEn: task.code }
      const params = { task: task.title, task_en: task.title_en, area: area.name, area_en: area.nameEn }
      return [{ kind: 'rule_task', title_key: 'risks.mine.rule_task', params, link: `/tasks/${task.id}`, due_at: Number(task.due_at), priority: task.priority }]
    })
  )
  return items.flat()
}
