import { defineSetting } from '#app/kernel/settings'

/** Two rules that set each other off must not go on for ever. */
export const mostFirings = defineSetting<number>({
  key: 'rules.most_firings_per_hour',
  default: 200,
  unit: '1/h',
  source: 'Plant policy: what fires more often than that is no warning any more, and may be rules that set each other off',
  refuse: (value) => (Number.isInteger(value) && value >= 10 && value <= 10_000 ? null : 'A whole number from 10 to 10000.'),
})
