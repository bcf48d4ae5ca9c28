import type { Instant } from '#app/kernel/clock'
import { count as countSample, initialState as noSamples, type ConditionState } from '#app/rules/condition'
import type { Window } from '#app/rules/definition'

/** A fact as it is remembered: its key, when it was, and what people call it. */
export type Entry = [key: string, at: Instant, label: string, link: string | null]

/** What a window knows of one group. Plain data: it is stored as JSON and must come back the same. */
export interface WindowState {
  entries?: Entry[]
  samples?: ConditionState
  since?: Instant
  stage?: number
  values?: [Instant, number][]
}

/** `held`: what the rule's `when` said of the fact; `unknown` neither counts nor resets. */
export type Input =
  | { kind: 'fact'; at: Instant; entry: Entry; held: boolean | 'unknown'; value?: number }
  | { kind: 'withdraw'; at: Instant; key: string }
  | { kind: 'tick'; at: Instant }

export interface WindowStep {
  state: WindowState
  holds: boolean
  /** Fires each time that it is said, rather than once until it is over. */
  momentary?: boolean
  /** When time alone changes what is said. */
  due: Instant | null
}

/** A window remembers no more than this; the oldest go first. */
const MOST_ENTRIES = 1_000
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** One input through one window. Pure: live evaluation and backtest are this function. */
export function step(window: Window, state: WindowState, input: Input): WindowStep {
  switch (window.kind) {
    case 'none':
      return { state: lastOf(input), holds: input.kind === 'fact' && input.held === true, momentary: true, due: null }
    case 'count':
      return stepCount(window, state, input)
    case 'consecutive':
      return stepConsecutive(window, state, input)
    case 'duration':
      return stepDuration(window, state, input)
    case 'rate':
      return stepRate(window, state, input)
    case 'stages':
      return stepStages(window, state, input)
  }
}

const lastOf = (input: Input): WindowState => (input.kind === 'fact' ? { entries: [input.entry] } : {})

/** What lies exactly as far back as the window reaches is still in it; one millisecond later it is not. */
function stepCount(window: Extract<Window, { kind: 'count' }>, state: WindowState, input: Input): WindowStep {
  const reach = window.within_h * HOUR_MS
  let entries = (state.entries ?? []).filter(([, at]) => input.at - at <= reach)
  if (input.kind === 'withdraw') entries = entries.filter(([key]) => key !== input.key)
  if (input.kind === 'fact' && input.held === true && !entries.some(([key]) => key === input.entry[0]))
    entries = [...entries, input.entry].sort((one, other) => one[1] - other[1]).slice(-MOST_ENTRIES)
  const holds = entries.length > window.more_than
  const lastToLeave = entries[entries.length - 1 - window.more_than]
  return { state: entries.length > 0 ? { entries } : {}, holds, due: holds ? lastToLeave![1] + reach + 1 : null }
}

function stepConsecutive(window: Extract<Window, { kind: 'consecutive' }>, state: WindowState, input: Input): WindowStep {
  const samples = state.samples ?? noSamples
  if (input.kind !== 'fact') return { state, holds: samples.active, due: null }
  const next = countSample(samples, input.held === 'unknown' ? 'unknown' : input.held ? 'beyond' : 'inside', { consecutive: window.count })
  if (input.held === 'unknown') return { state, holds: samples.active, due: null }
  if (!input.held) return { state: {}, holds: false, due: null }
  const entries = samples.active ? (state.entries ?? []) : [...(state.entries ?? []), input.entry].slice(-window.count)
  return { state: { samples: next.state, entries }, holds: next.state.active, due: null }
}

function stepDuration(window: Extract<Window, { kind: 'duration' }>, state: WindowState, input: Input): WindowStep {
  let { since, entries } = state
  if (input.kind === 'fact' && input.held === false) since = undefined
  if (input.kind === 'withdraw' && entries?.[0]?.[0] === input.key) since = undefined
  if (input.kind === 'fact' && input.held === true && since === undefined) [since, entries] = [input.at, [input.entry]]
  if (since === undefined) return { state: {}, holds: false, due: null }
  const ripe = since + window.for_s * 1_000
  const holds = input.at >= ripe
  return { state: { since, entries }, holds, due: holds ? null : ripe }
}

function stepRate(window: Extract<Window, { kind: 'rate' }>, state: WindowState, input: Input): WindowStep {
  const reach = window.over_s * 1_000
  let { entries } = state
  let values = (state.values ?? []).filter(([at]) => input.at - at <= reach)
  if (input.kind === 'fact' && input.held === true && typeof input.value === 'number' && Number.isFinite(input.value)) {
    values = [...values, [input.at, input.value] as [Instant, number]].slice(-MOST_ENTRIES)
    entries = [input.entry]
  }
  if (values.length === 0) return { state: {}, holds: false, due: null }
  const [first, last] = [values[0]!, values.at(-1)!]
  const rise = last[0] > first[0] ? ((last[1] - first[1]) * MINUTE_MS) / (last[0] - first[0]) : 0
  const holds = window.per_min >= 0 ? rise > window.per_min : rise < window.per_min
  return { state: { values, entries }, holds, due: holds ? first[0] + reach + 1 : null }
}

/** The figure that has been reached last; a deeper one than before fires, a renewal starts again. */
function stepStages(window: Extract<Window, { kind: 'stages' }>, state: WindowState, input: Input): WindowStep {
  if (input.kind !== 'fact' || input.held === 'unknown') return { state, holds: false, momentary: true, due: null }
  const reached = window.at.filter((figure) => typeof input.value === 'number' && input.value <= figure)
  if (!input.held || reached.length === 0) return { state: {}, holds: false, momentary: true, due: null }
  const stage = Math.min(...reached)
  const fires = state.stage === undefined || stage < state.stage
  return { state: { stage, entries: [input.entry] }, holds: fires, momentary: true, due: null }
}
