import { UNKNOWN, type Expression } from '#app/kernel/expressions'
import type { Instant } from '#app/kernel/clock'
import type { Calendar } from '#app/rules/calendar'
import type { Window } from '#app/rules/definition'
import { step, type Entry, type Input, type WindowState } from '#app/rules/window'

/** One group of one rule, as it is stored. `fired`: it has fired and is not over yet. */
export interface GroupState {
  window: WindowState
  fired: boolean
  due: Instant | null
  values: Record<string, string>
  /** Fields of the last fact that counted. */
  fields: Record<string, unknown>
}

/** What a rule is given: a fact with its fields, the withdrawal of one, or nothing but the time. */
export type Happening =
  | { kind: 'fact'; key: string; label: string; link: string | null; at: Instant; fields: Record<string, unknown> }
  | { kind: 'withdraw'; key: string; at: Instant }
  | { kind: 'tick'; at: Instant }

export interface Verdict {
  at: Instant
  groups: Record<string, string>[]
  facts: Entry[]
  fields: Record<string, unknown>
}

/** A rule made ready to run. */
export interface Machine {
  when: Expression | null
  window: Window
  groupings: string[][]
  /** Each fact is a group of its own: rows of a dataset that are looked at again and again. */
  byKey: boolean
  calendar: Calendar
}

export type GroupStates = Map<string, GroupState>

const fresh = (values: Record<string, string>): GroupState => ({ window: {}, fired: false, due: null, values, fields: {} })

/**
 * Takes the groups of a rule on by one happening and says what fires. Pure but for the map that it is handed: whoever
 * stores the map stores all there is. What has come due before the happening is settled first, at its own instant, so
 * that a late tick decides as a punctual one would have.
 */
export function decide(machine: Machine, states: GroupStates, happening: Happening): Verdict[] {
  const verdicts = settle(machine, states, happening.at)
  if (happening.kind === 'tick') return verdicts
  if (happening.kind === 'withdraw') {
    for (const key of states.keys()) verdicts.push(...merge(happening.at, [take(machine, states, key, happening)]))
    return verdicts
  }
  const { key, label, link, at, fields } = happening
  const field = 'field' in machine.window ? fields[machine.window.field] : undefined
  const input: Input = { kind: 'fact', at, entry: [key, at, label, link], held: heldOf(machine, fields), value: typeof field === 'number' ? field : undefined }
  const raised = groupsOf(machine, fields, key).map((group) => {
    if (!states.has(group.key)) states.set(group.key, fresh(group.values))
    if (input.held === true) states.get(group.key)!.fields = fields
    return take(machine, states, group.key, input)
  })
  return [...verdicts, ...merge(at, raised)]
}

/** One run over the rows of a dataset: what is no longer among them is over, and may fire again when it comes back. */
export function decideRun(machine: Machine, states: GroupStates, at: Instant, facts: Omit<Extract<Happening, { kind: 'fact' }>, 'kind' | 'at'>[]): Verdict[] {
  const present = new Set(facts.map(({ key }) => key))
  if (machine.byKey) for (const key of states.keys()) if (!present.has(key)) states.delete(key)
  return facts.flatMap((fact) => decide(machine, states, { kind: 'fact', at, ...fact }))
}

/** The group keys that a fact belongs to; a grouping that the fact can't fill is left out. */
export function groupsOf({ groupings, byKey }: Machine, fields: Record<string, unknown>, key: string): { key: string; values: Record<string, string> }[] {
  if (byKey) return [{ key, values: {} }]
  if (groupings.length === 0) return [{ key: '', values: {} }]
  return groupings.flatMap((names) => {
    const values = names.map((name) => [name, fields[name] === null || fields[name] === undefined ? '' : String(fields[name])] as const)
    if (values.some(([, value]) => value === '')) return []
    return [{ key: values.map(([name, value]) => `${name}=${value}`).join('&'), values: Object.fromEntries(values) }]
  })
}

/** Ticks that lie before the happening, oldest first. */
function settle(machine: Machine, states: GroupStates, until: Instant): Verdict[] {
  const verdicts: Verdict[] = []
  for (;;) {
    const [key, next] = [...states].filter(([, { due }]) => due !== null && due <= until).sort(byDue)[0] ?? []
    if (key === undefined) return verdicts
    verdicts.push(...merge(next!.due!, [take(machine, states, key, { kind: 'tick', at: next!.due! })]))
  }
}

const byDue = (one: [string, GroupState], other: [string, GroupState]): number => one[1].due! - other[1].due! || (one[0] < other[0] ? -1 : 1)

interface Raised {
  values: Record<string, string>
  facts: Entry[]
  fields: Record<string, unknown>
}

function take({ window, calendar }: Machine, states: GroupStates, key: string, input: Input): Raised | null {
  const former = states.get(key)!
  const next = step(window, former.window, input)
  const open = calendar.isOpen(input.at)
  // What fires but once for each fact waits for the next one: nothing is spent while nobody may be told.
  if (next.momentary && next.holds && !open) next.state = former.window
  const raised = next.holds && open && !former.fired
  const fired = next.momentary ? false : next.holds && (former.fired || open)
  // It holds while the calendar is shut: it fires when that opens, by time alone.
  const opening = next.holds && !next.momentary && !fired ? calendar.nextOpening(input.at) : null
  const dues = [next.due, opening].filter((due) => due !== null && due > input.at) as Instant[]
  const state = { window: next.state, fired, due: dues.length > 0 ? Math.min(...dues) : null, values: former.values, fields: former.fields }
  const keeps = window.kind !== 'none' && (fired || Object.keys(next.state).length > 0)
  if (keeps) states.set(key, state)
  else states.delete(key)
  return raised ? { values: former.values, facts: next.state.entries ?? [], fields: former.fields } : null
}

/** Groups that are complete by the same happening are one firing: nobody is told twice of one cluster. */
function merge(at: Instant, raised: (Raised | null)[]): Verdict[] {
  const found = raised.filter((one) => one !== null)
  if (found.length === 0) return []
  const facts = new Map(found.flatMap((one) => one.facts.map((entry) => [entry[0], entry])))
  const sorted = [...facts.values()].sort((one, other) => one[1] - other[1])
  return [{ at, groups: found.map(({ values }) => values), facts: sorted, fields: found.at(-1)!.fields }]
}

function heldOf({ when }: Machine, fields: Record<string, unknown>): boolean | 'unknown' {
  if (!when) return true
  const held = when.evaluate(fields)
  return held === UNKNOWN || typeof held !== 'boolean' ? 'unknown' : held
}
