export {
  evaluate,
  initialState,
  type Comparison,
  type Condition,
  type ConditionState,
  type Step,
  type Verdict,
} from '#app/rules/condition'
export type { TestSample } from '#app/rules/backtest'
