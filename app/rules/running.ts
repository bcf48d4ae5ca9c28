/** What rooms need that keep rules compiled themselves: which ones run, and how one of them fires. */
export { runningRules, type RunningRule } from '#app/rules/queries/running_rules'
export { fireRule } from '#app/rules/actions/fire_rule'
export { RulesChanged } from '#app/rules/events'
