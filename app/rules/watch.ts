import type { Calendar } from '#app/rules/calendar'
import { count, elapse, evaluate, initialState, type Condition, type ConditionState, type Moment, type Step } from '#app/rules/condition'
import { sampleOf, type Formula, type Look, type ReadyComparison } from '#app/rules/formula'
import { perMinute, slide, type RateWindow } from '#app/rules/rate'

/** What a rule watches at one point: a limit of its value or rate, or a formula over several points. */
export interface Watched extends Condition {
  measure?: 'value' | 'rate'
  rateWindowMs?: number
  formula?: Formula<ReadyComparison> | null
}

/** A reading as a rule is given it. `own`: of the point that the rule is about, rather than of another that it looks at. */
export interface Given {
  own: boolean
  value: number
  good: boolean
}

/**
 * One reading through one condition, live and in a backtest. What time has brought about before it is settled first; so
 * there may be two steps.
 */
export function stepsOn(watched: Watched, state: ConditionState, given: Given, look: Look, moment: Moment): Step[] {
  const settled = !state.active && state.count > 0 ? elapse(state, watched, moment, true) : null
  const step = taken(watched, settled?.state ?? state, given, look, moment)
  return settled?.change ? [settled, step] : [step]
}

function taken(watched: Watched, state: ConditionState, { own, value, good }: Given, look: Look, moment: Moment): Step {
  if (!watched.formula) return evaluate(watched, state, value, good, moment)
  // A reading that is not good neither counts nor resets (F06).
  if (!good) return { state, verdict: 'unknown', change: null }
  const sample = sampleOf(watched.formula, look)
  // Another point's reading is not one more of this point's: it completes a row of none.
  const counts = own || watched.consecutive <= 1 || (watched.onDelayMs ?? 0) > 0
  if (sample === 'beyond' && !counts && !state.active) return { state, verdict: 'pending', change: null }
  return count(state, sample, watched, moment)
}

/** When time alone raises what stands: the duration is over, or the hours open on what is bad already (T01); null: never. */
export function dueOf({ active, count: counted, since }: ConditionState, { consecutive, onDelayMs = 0 }: Condition, calendar: Calendar, after: number): number | null {
  if (active || counted === 0) return null
  if (onDelayMs === 0 ? counted < consecutive : since === undefined) return null
  const ripe = onDelayMs === 0 ? after : Math.max(after, since! + onDelayMs)
  return calendar.isOpen(ripe) ? ripe : calendar.nextOpening(ripe)
}

export interface WatchedSample {
  /** 0 is the own point. */
  input: number
  at: number
  value: number
  good: boolean
}

export interface WatchedFiring {
  at: number
  /** The own point's last good value. */
  value: number | null
}

/** What a rule would have done over the readings of its points, oldest first; time goes on to `until` after the last. */
export async function replayWatched(
  watched: Watched,
  given: { samples: AsyncIterable<WatchedSample> | Iterable<WatchedSample>; staleAfterMs: readonly number[]; calendar: Calendar; until: number }
): Promise<WatchedFiring[]> {
  const { calendar, staleAfterMs } = given
  const known = staleAfterMs.map(() => ({ value: Number.NaN, at: Number.NEGATIVE_INFINITY, good: false }))
  const own = known[0]!
  const firings: WatchedFiring[] = []
  let state = initialState
  let window: RateWindow = []
  let last = Number.NEGATIVE_INFINITY
  const follow = (steps: Step[], at: number) => {
    for (const step of steps) {
      state = step.state
      if (step.change === 'raised') firings.push({ at, value: Number.isNaN(own.value) ? null : own.value })
    }
  }
  const settle = (until: number) => {
    const due = Number.isFinite(last) ? dueOf(state, watched, calendar, last) : null
    if (due !== null && due <= until) follow([elapse(state, watched, { at: due }, true)], due)
  }
  for await (const { input, at, value, good } of given.samples) {
    settle(at)
    last = at
    const point = known[input]!
    point.good = good
    if (good) Object.assign(point, { value, at })
    if (input === 0 && good && watched.measure === 'rate') window = slide(window, { at, value }, watched.rateWindowMs)
    if (input !== 0 && !watched.formula) continue
    const measured = watched.measure === 'rate' ? perMinute(window, watched.rateWindowMs) : value
    const look: Look = (which) => (known[which]!.good && at - known[which]!.at <= staleAfterMs[which]! ? known[which]!.value : null)
    follow(stepsOn(watched, state, { own: input === 0, value: measured ?? Number.NaN, good: good && measured !== null }, look, { at, shut: !calendar.isOpen(at) }), at)
  }
  settle(given.until)
  return firings
}
