/** How a value is compared with a limit; strictly for `>` and `<`: a sample at the limit does not count. */
export type Comparison = '>' | '>=' | '<' | '<='

export interface Condition {
  op: Comparison
  limit: number
  /** Good samples in a row beyond the limit until it holds; at least 1. */
  consecutive: number
  /** How far back inside the limit the value must come until it clears. */
  deadband: number
  /** It holds when the value has stood beyond the limit for so long, however many samples said so; 0: `consecutive` decides. */
  onDelayMs?: number
  /** It clears when the value has stood back inside for so long. */
  offDelayMs?: number
}

/** What must outlive a restart for the count to go on where it was. */
export interface ConditionState {
  /** Good samples in a row beyond the limit, counted up to `consecutive`. */
  count: number
  /** It holds, and has not cleared since: the excursion is one. */
  active: boolean
  /** Since when the value stands where the state is going to, by the clock of the samples; only where a delay runs. */
  since?: number
}

/** When a sample is judged, and whether what it says counts at this time at all. */
export interface Moment {
  at: number
  /** The alarm makes no sense now (its machine stands still) or is out of service: it neither holds nor fires. */
  suppressed?: boolean
  /** Outside the hours of a rule: it counts on, and what holds goes on holding, but nothing begins to. */
  shut?: boolean
}

/** `unknown`: the sample says nothing. Never read as "fine". */
export type Verdict = 'holds' | 'pending' | 'clear' | 'unknown'

export interface Step {
  state: ConditionState
  verdict: Verdict
  change: 'raised' | 'cleared' | null
}

export const initialState: ConditionState = { count: 0, active: false }

export function isBeyond(op: Comparison, value: number, limit: number): boolean {
  switch (op) {
    case '>':
      return value > limit
    case '>=':
      return value >= limit
    case '<':
      return value < limit
    case '<=':
      return value <= limit
  }
}

/** Whether the value has come back inside the limit by more than the dead-band. */
function isBackInside({ op, limit, deadband }: Condition, value: number): boolean {
  const upper = op === '>' || op === '>='
  return !isBeyond(op, value, upper ? limit - deadband : limit + deadband)
}

/** What a sample says by itself: beyond the limit, back inside it, between the two, or nothing. */
export type Sample = 'beyond' | 'between' | 'inside' | 'unknown'

type Delays = Pick<Condition, 'consecutive' | 'onDelayMs' | 'offDelayMs'>

/** Counts samples in a row and keeps an excursion one: whatever judged the sample, this is what makes it an alarm. */
export function count(state: ConditionState, sample: Sample, delays: Delays, moment: Moment = { at: 0 }): Step {
  // Whether it stayed inside all the time is not known: the off-delay begins anew.
  if (sample === 'unknown') return { state: state.active && state.since !== undefined ? { count: state.count, active: true } : state, verdict: 'unknown', change: null }
  if (moment.suppressed) return suppress(state, sample, delays)
  if (state.active) return leave(state, sample, delays, moment)
  if (sample !== 'beyond') return { state: state.count === 0 ? state : initialState, verdict: 'clear', change: null }
  const counted = { ...state, count: Math.min(state.count + 1, delays.consecutive) }
  return enter(counted.count === state.count ? state : counted, delays, moment)
}

/**
 * Time has passed without a sample: a delay is over, or the alarm counts again on a value that is bad already (T01).
 * A value that has become unknown meanwhile may still raise what it began, and clears nothing.
 */
export function elapse(state: ConditionState, delays: Delays, moment: Moment, good: boolean): Step {
  const stands: Verdict = state.active ? 'holds' : state.count > 0 ? 'pending' : 'clear'
  const still: Step = { state, verdict: good ? stands : 'unknown', change: null }
  if (moment.suppressed) return state.active || state.since !== undefined ? suppress(state, 'between', delays) : still
  if (state.active) return good && state.since !== undefined ? leave(state, 'inside', delays, moment) : still
  return state.count > 0 ? enter(state, delays, moment) : still
}

/** Beyond and not yet active: the delay decides where there is one, else the count. */
function enter(state: ConditionState, { consecutive, onDelayMs = 0 }: Delays, { at, shut = false }: Moment): Step {
  if (onDelayMs === 0) {
    const active = state.count >= consecutive && !shut
    return { state: active ? { count: state.count, active } : state, verdict: active ? 'holds' : 'pending', change: active ? 'raised' : null }
  }
  const since = state.since ?? at
  if (at - since >= onDelayMs && !shut) return { state: { count: state.count, active: true }, verdict: 'holds', change: 'raised' }
  return { state: state.since === since ? state : { ...state, since }, verdict: 'pending', change: null }
}

/** Active: it clears when the value has been back inside for the delay, all the time. */
function leave(state: ConditionState, sample: Sample, { offDelayMs = 0 }: Delays, { at }: Moment): Step {
  const settled = state.since === undefined ? state : { count: state.count, active: true }
  if (sample !== 'inside') return { state: settled, verdict: 'holds', change: null }
  const since = state.since ?? at
  if (at - since >= offDelayMs) return { state: initialState, verdict: 'clear', change: 'cleared' }
  return { state: state.since === since ? state : { ...state, since }, verdict: 'holds', change: null }
}

/** Counts on, so that it is known when the alarm counts again; what stood is over, and no delay runs. */
function suppress(state: ConditionState, sample: Sample, { consecutive }: Delays): Step {
  const beyond = sample === 'beyond' ? Math.min(state.count + 1, consecutive) : sample === 'inside' ? 0 : state.count
  const same = !state.active && state.since === undefined && beyond === state.count
  return { state: same ? state : { count: beyond, active: false }, verdict: 'clear', change: state.active ? 'cleared' : null }
}

/**
 * One sample through one condition. Pure: live evaluation and backtest are this function. A sample that is not good
 * neither counts nor resets (F06); one firing for each excursion.
 */
export function evaluate(condition: Condition, state: ConditionState, value: number, good: boolean, moment?: Moment): Step {
  if (!good || !Number.isFinite(value)) return count(state, 'unknown', condition)
  if (isBeyond(condition.op, value, condition.limit)) return count(state, 'beyond', condition, moment)
  return count(state, isBackInside(condition, value) ? 'inside' : 'between', condition, moment)
}
