export {
  elapse,
  evaluate,
  initialState,
  type Comparison,
  type Condition,
  type ConditionState,
  type Moment,
  type Step,
  type Verdict,
} from '#app/rules/condition'
export { backtest, judgeCondition, type TestSample } from '#app/rules/backtest'
export { perMinute, slide, type RateWindow } from '#app/rules/rate'
export { fillWords } from '#app/rules/words'
