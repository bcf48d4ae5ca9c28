import { UNKNOWN, type Expression } from '#app/kernel/expressions'
import { count, elapse, evaluate, initialState, type Condition, type ConditionState, type Step } from '#app/rules/condition'
import { perMinute, slide, type RateWindow } from '#app/rules/rate'

export interface TestSample {
  /** As its source writes it. */
  at: string
  value: number
  good: boolean
}

export interface Firing {
  at: string
  value: number
}

/** Takes a state on by one sample. */
export type Judge = (state: ConditionState, sample: TestSample) => Step

/** A limit of the value, or of how fast it changes; what the time between two samples makes of it comes first. */
export function judgeCondition(condition: Condition & { measure?: 'value' | 'rate'; rateWindowMs?: number }): Judge {
  let window: RateWindow = []
  let wasGood = false
  return (before, { at: text, value, good }) => {
    const at = Date.parse(text) || 0
    const passed = elapse(before, condition, { at }, wasGood)
    wasGood = good
    if (good && condition.measure === 'rate') window = slide(window, { at, value }, condition.rateWindowMs)
    const rate = condition.measure === 'rate' ? perMinute(window, condition.rateWindowMs) : value
    const step = evaluate(condition, passed.state, rate ?? Number.NaN, good && rate !== null, { at })
    return passed.change === 'raised' ? { ...step, change: 'raised' } : step
  }
}

/** `when` over the variable `value`: true is beyond, false inside, unknown neither counts nor resets. */
export const judgeExpression =
  (when: Expression, consecutive: number): Judge =>
  (state, { value, good }) => {
    const held = good ? when.evaluate({ value }) : UNKNOWN
    return count(state, typeof held === 'boolean' ? (held ? 'beyond' : 'inside') : 'unknown', { consecutive })
  }

/** What a rule would have done, over samples in the order in which they came; each firing is where an excursion began. */
export async function backtest(samples: AsyncIterable<TestSample> | Iterable<TestSample>, judge: Judge): Promise<Firing[]> {
  const firings: Firing[] = []
  let state = initialState
  for await (const sample of samples) {
    const step = judge(state, sample)
    state = step.state
    if (step.change === 'raised') firings.push({ at: sample.at, value: sample.value })
  }
  return firings
}
