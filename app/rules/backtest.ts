import { UNKNOWN, type Expression } from '#app/kernel/expressions'
import { count, evaluate, initialState, type Condition, type ConditionState, type Step } from '#app/rules/condition'

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

export const judgeCondition =
  (condition: Condition): Judge =>
  (state, { value, good }) =>
    evaluate(condition, state, value, good)

/** `when` over the variable `value`: true is beyond, false inside, unknown neither counts nor resets. */
export const judgeExpression =
  (when: Expression, consecutive: number): Judge =>
  (state, { value, good }) => {
    const held = good ? when.evaluate({ value }) : UNKNOWN
    return count(state, typeof held === 'boolean' ? (held ? 'beyond' : 'inside') : 'unknown', consecutive)
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
