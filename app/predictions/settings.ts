import { defineSetting } from '#app/kernel/settings'

export interface Trust {
  /** So many scored ones are looked at, and from so many on they count. */
  last: number
  from: number
  /** Share that must have come true. */
  share: number
}

export const trust = defineSetting<Trust>({
  key: 'predictions.trust_share',
  default: { last: 20, from: 5, share: 0.34 },
  source: 'Own estimate: people stop listening to a warning that is wrong more than two times in three',
  refuse: ({ last, from, share }) => (last >= from && from >= 3 && share >= 0 && share <= 1 ? null : 'At least 3 scored ones, and a share from 0 to 1.'),
})

export interface RisingRates {
  recent_days: number
  former_days: number
  least_events: number
  chance: number
}

export const risingRates = defineSetting<RisingRates>({
  key: 'predictions.rising_rate_days',
  default: { recent_days: 7, former_days: 28, least_events: 3, chance: 0.05 },
  source: 'Own estimate: a week against the four before; 0.05 is the usual level of a statistical test',
  refuse: (value) =>
    value.recent_days >= 1 && value.former_days >= 2 * value.recent_days && value.least_events >= 2 && value.chance > 0 && value.chance <= 0.2
      ? null
      : 'The former days are at least twice the recent ones, two events at least, and a chance up to 0.2.',
})
