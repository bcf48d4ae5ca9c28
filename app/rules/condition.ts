/** How a value is compared with a limit; strictly for `>` and `<`: a sample at the limit does not count. */
export type Comparison = '>' | '>=' | '<' | '<='

export interface Condition {
  op: Comparison
  limit: number
  /** Good samples in a row beyond the limit until it holds; at least 1. */
  consecutive: number
  /** How far back inside the limit the value must come until it clears. */
  deadband: number
}

/** What must outlive a restart for the count to go on where it was. */
export interface ConditionState {
  /** Good samples in a row beyond the limit, counted up to `consecutive`. */
  count: number
  /** It holds, and has not cleared since: the excursion is one. */
  active: boolean
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

/** Counts samples in a row and keeps an excursion one: whatever judged the sample, this is what makes it an alarm. */
export function count(state: ConditionState, sample: Sample, consecutive: number): Step {
  switch (sample) {
    case 'unknown':
      return { state, verdict: 'unknown', change: null }
    case 'beyond': {
      if (state.active) return { state, verdict: 'holds', change: null }
      const counted = state.count + 1
      const active = counted >= consecutive
      return { state: { count: counted, active }, verdict: active ? 'holds' : 'pending', change: active ? 'raised' : null }
    }
    case 'between':
      if (state.active) return { state, verdict: 'holds', change: null }
      return { state: state.count === 0 ? state : initialState, verdict: 'clear', change: null }
    case 'inside':
      if (!state.active) return { state: state.count === 0 ? state : initialState, verdict: 'clear', change: null }
      return { state: initialState, verdict: 'clear', change: 'cleared' }
  }
}

/**
 * One sample through one condition. Pure: live evaluation and backtest are this function. A sample that is not good
 * neither counts nor resets (F06); one firing for each excursion.
 */
export function evaluate(condition: Condition, state: ConditionState, value: number, good: boolean): Step {
  if (!good || !Number.isFinite(value)) return count(state, 'unknown', condition.consecutive)
  if (isBeyond(condition.op, value, condition.limit)) return count(state, 'beyond', condition.consecutive)
  return count(state, isBackInside(condition, value) ? 'inside' : 'between', condition.consecutive)
}
