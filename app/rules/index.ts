export {
  count,
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
export { type TestSample } from '#app/rules/backtest'
export { calendarByMinute, always, type Calendar, type CalendarFacts } from '#app/rules/calendar'
export { comparisonsOf, mapFormula, parseFormula, sampleOf, type Formula, type Look, type PointComparison, type ReadyComparison } from '#app/rules/formula'
export { replayWatched, stepsOn, type Given, type WatchedSample } from '#app/rules/watch'
export { perMinute, slide, type RateWindow } from '#app/rules/rate'
export { fillWords } from '#app/rules/words'
