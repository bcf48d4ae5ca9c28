import { compileExpression, type ExpressionType } from '#app/kernel/expressions'
import { reason, type Reason } from '#app/kernel/reason'
import { parseHours } from '#app/rules/calendar'
import type { RuleBody, Window } from '#app/rules/definition'
import { comparisonsOf, parseFormula } from '#app/rules/formula'
import { actionOf, datasetOf, pointSource, triggerOf, type Fields, type Parameter } from '#app/rules/registry'

export interface RuleFault {
  path: (string | number)[]
  why: Reason
}

/** `GAS2.AT201.CO.h`: which limits the points have, asked for like a kind of definitions. */
export const POINT_LIMITS = 'point_limits'

/** Keys of a kind of definitions; null: there is no such kind. */
export type Known = (kind: string) => ReadonlySet<string>

/** The fields of what starts the rule; null when there is no such thing. */
export function fieldsOf({ trigger }: Pick<RuleBody, 'trigger'>): Fields | null {
  if (trigger.kind === 'event') return triggerOf(trigger.event)?.fields ?? null
  if (trigger.kind === 'points') return pointSource()?.fields ?? null
  return trigger.over ? (datasetOf(trigger.over)?.fields ?? null) : {}
}

export const variablesOf = (fields: Fields): Record<string, ExpressionType> =>
  Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]))

/** Everything that is wrong with a rule of the right shape, each with its place. Empty: it may be published. */
export function check(body: RuleBody, known: Known): RuleFault[] {
  const faults: RuleFault[] = []
  const fault = (path: RuleFault['path'], name: string, params?: Reason['params']) => faults.push({ path, why: reason(`rules.${name}`, params) })
  checkTrigger(body, known, fault)
  const fields = fieldsOf(body)
  if (fields) {
    checkWhen(body, known, fields, fault)
    checkWindow(body, fields, fault)
  }
  checkDuring(body, known, fault)
  if (body.actions.length === 0) fault(['actions'], 'action_needed')
  for (const [at, action] of body.actions.entries()) {
    const kind = actionOf(action.do)
    if (!kind) fault(['actions', at, 'do'], 'no_such_action', { action: action.do })
    else {
      for (const found of parameterFaults(action, kind.parameters, known, fields)) fault(['actions', at, found.name], found.code, found.params)
      if (kind.oneOf?.every((name) => isMissing(action[name]))) {
        const names = (of: 'name' | 'nameEn') => kind.oneOf!.map((name) => kind.parameters[name]![of]).join(' / ')
        fault(['actions', at, kind.oneOf[0]!], 'one_of_needed', { parameters: names('name'), parameters_en: names('nameEn') })
      }
    }
  }
  return faults
}

type Fault = (path: RuleFault['path'], name: string, params?: Reason['params']) => void

function checkTrigger({ trigger }: RuleBody, known: Known, fault: Fault): void {
  if (trigger.kind === 'event' && !triggerOf(trigger.event)) fault(['trigger', 'event'], 'no_such_event', { event: trigger.event })
  if (trigger.kind === 'schedule') {
    if (trigger.over && !datasetOf(trigger.over)) fault(['trigger', 'over'], 'no_such_dataset', { dataset: trigger.over })
    if (trigger.every === 'day' && !trigger.at) fault(['trigger', 'at'], 'time_needed')
  }
  if (trigger.kind !== 'points') return
  if (!trigger.points?.length && !trigger.alarm_class && !trigger.area && !trigger.point_kind) fault(['trigger', 'points'], 'points_needed')
  for (const [at, code] of (trigger.points ?? []).entries()) if (!known('points').has(code)) fault(['trigger', 'points', at], 'no_such_code', { code, kind: 'points' })
  if (trigger.area && !known('areas').has(trigger.area)) fault(['trigger', 'area'], 'no_such_code', { code: trigger.area, kind: 'areas' })
}

function checkWhen({ when, trigger, window }: RuleBody, known: Known, fields: Fields, fault: Fault): void {
  if (trigger.kind === 'points') return checkFormula({ when, window, trigger }, known, fault)
  if (!when) return
  const compiled = compileExpression(when, variablesOf(fields), 'bool')
  if (!compiled.ok) fault(['when'], 'when_wrong', { detail: compiled.error })
}

/** Of points: comparisons that the engine can watch by itself, at each reading and as time passes. */
function checkFormula({ when, window, trigger }: Pick<RuleBody, 'when' | 'window'> & { trigger: Extract<RuleBody['trigger'], { kind: 'points' }> }, known: Known, fault: Fault): void {
  if (window?.kind === 'rate') return when ? fault(['when'], 'rate_alone') : undefined
  const parsed = when ? parseFormula(when) : null
  if (!parsed?.ok) return fault(['when'], 'comparison_needed', { detail: parsed?.error ?? '' })
  const leaves = comparisonsOf(parsed.value)
  if (leaves.every(({ point }) => point !== null)) fault(['when'], 'own_value_needed')
  const limits = known(POINT_LIMITS)
  for (const { point, op, limit } of leaves) {
    if (point !== null && !known('points').has(point)) fault(['when'], 'no_such_code', { code: point, kind: 'points' })
    else if (typeof limit === 'string' && (op === '==' || op === '!=')) fault(['when'], 'limit_not_state', { limit })
    else if (typeof limit === 'string')
      for (const code of point === null ? (trigger.points ?? []) : [point])
        // Where no limits are known at all, they come with the same files.
        if (limits.size > 0 && known('points').has(code) && !limits.has(`${code}.${limit}`)) fault(['when'], 'no_such_limit', { point: code, limit })
  }
}

const WINDOWS_OF: Record<RuleBody['trigger']['kind'], Window['kind'][]> = {
  event: ['none', 'count', 'consecutive', 'duration', 'rate'],
  points: ['none', 'consecutive', 'duration', 'rate'],
  schedule: ['none', 'consecutive', 'stages'],
}

export const windowsOf = (trigger: RuleBody['trigger']['kind']): Window['kind'][] => WINDOWS_OF[trigger]

function checkWindow({ window, trigger }: RuleBody, fields: Fields, fault: Fault): void {
  if (!window) return
  if (!WINDOWS_OF[trigger.kind].includes(window.kind))
    return fault(['window', 'kind'], 'window_unfit', { window: window.kind, possible: WINDOWS_OF[trigger.kind].join(', ') })
  if (window.kind === 'none') return
  if ('field' in window) {
    if (fields[window.field]?.type !== 'number') fault(['window', 'field'], 'number_field_needed', { field: window.field })
  }
  if (window.kind === 'stages' && new Set(window.at).size < window.at.length) fault(['window', 'at'], 'stage_twice')
  if (!('group_by' in window) || !window.group_by) return
  if (trigger.kind === 'points') return fault(['window', 'group_by'], 'points_by_themselves')
  for (const [at, names] of window.group_by.entries())
    for (const [place, name] of names.entries()) if (!fields[name]) fault(['window', 'group_by', at, place], 'no_such_field', { field: name, possible: Object.keys(fields).join(', ') })
}

function checkDuring({ during }: RuleBody, known: Known, fault: Fault): void {
  if (!during) return
  if (during.hours && !parseHours(during.hours)) fault(['during', 'hours'], 'hours_wrong')
  for (const [at, code] of (during.shifts ?? []).entries()) if (!known('shifts').has(code)) fault(['during', 'shifts', at], 'no_such_code', { code, kind: 'shifts' })
}

const isMissing = (value: unknown): boolean => value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)

const LISTS = new Set<Parameter['type']>(['codes', 'choices', 'fields'])

function isOf(type: Parameter['type'], value: unknown): boolean {
  if (type === 'number') return typeof value === 'number'
  return type === 'bool' ? typeof value === 'boolean' : typeof value === 'string'
}

function parameterFaults(action: Record<string, unknown>, parameters: Record<string, Parameter>, known: Known, fields: Fields | null) {
  const faults: { name: string; code: string; params?: Reason['params'] }[] = []
  const fault = (name: string, code: string, params?: Reason['params']) => faults.push({ name, code, params })
  for (const name of Object.keys(action))
    if (name !== 'do' && !parameters[name]) fault(name, 'no_such_parameter', { parameter: name, possible: Object.keys(parameters).join(', ') })
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = action[name]
    if (isMissing(value)) {
      if (parameter.required) fault(name, 'parameter_needed', { parameter: parameter.name, parameter_en: parameter.nameEn })
      continue
    }
    const list = LISTS.has(parameter.type) ? value : [value]
    if (!Array.isArray(list) || (parameter.type !== 'choice' && list.some((one) => !isOf(parameter.type, one)))) {
      fault(name, 'parameter_wrong', { parameter: parameter.name, parameter_en: parameter.nameEn })
      continue
    }
    for (const one of list as (string | number)[]) {
      if (parameter.type === 'fields' && fields && !fields[String(one)]) fault(name, 'no_such_field', { field: one, possible: Object.keys(fields).join(', ') })
      if (parameter.of && !known(parameter.of).has(String(one))) fault(name, 'no_such_code', { code: one, kind: parameter.of })
      if (parameter.choices && !parameter.choices.includes(one)) fault(name, 'no_such_choice', { choice: one, possible: parameter.choices.join(', ') })
      if (parameter.range && (Number(one) < parameter.range[0] || Number(one) > parameter.range[1]))
        fault(name, 'out_of_range', { low: parameter.range[0], high: parameter.range[1] })
    }
  }
  return faults
}
