import { compileExpression, type Expression } from '#app/kernel/expressions'
import { listShifts, plantTimeZone } from '#app/plant/index'
import { calendarOf } from '#app/rules/calendar'
import { fieldsOf, variablesOf } from '#app/rules/check'
import type { RuleBody } from '#app/rules/definition'
import type { Machine } from '#app/rules/machine'

/** Makes a rule ready to run. Throws for one that could not have been published. */
export async function prepareMachine(body: RuleBody): Promise<Machine> {
  const { during, trigger } = body
  const window = body.window ?? { kind: 'none' as const }
  const shifts = during?.shifts ? (await listShifts()).filter(({ code }) => during.shifts!.includes(code)) : []
  const groupings = 'group_by' in window ? (window.group_by ?? []) : []
  return {
    when: whenOf(body),
    window,
    groupings,
    byKey: trigger.kind === 'schedule' && trigger.over !== undefined && groupings.length === 0,
    calendar: calendarOf(during, shifts, plantTimeZone()),
  }
}

function whenOf(body: RuleBody): Expression | null {
  if (!body.when) return null
  const fields = fieldsOf(body)
  if (!fields) throw new Error('what starts the rule is not registered')
  const compiled = compileExpression(body.when, variablesOf(fields), 'bool')
  if (!compiled.ok) throw new Error(compiled.error)
  return compiled.value
}
