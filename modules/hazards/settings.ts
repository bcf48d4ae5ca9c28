import { defineSetting } from '#app/kernel/settings'

const days = (value: number) => (value > 0 && value <= 90 ? null : 'between 1 and 90 days')

export const generalDueDays = defineSetting<number>({
  key: 'hazards.general_due_days',
  default: 3,
  unit: 'd',
  source: 'Plant policy; a general hazard is one that can be rectified at once',
  refuse: days,
})

export const majorDueDays = defineSetting<number>({
  key: 'hazards.major_due_days',
  default: 15,
  unit: 'd',
  source: 'Plant policy; a major hazard takes a plan with person, measures, money, time and emergency plan',
  refuse: days,
})

export const escalateAfterHours = defineSetting<number>({
  key: 'hazards.escalate_after_hours',
  default: 24,
  unit: 'h',
  source: 'Plant policy: nothing reported is left lying for longer than a day',
  refuse: (hours) => (hours >= 1 && hours <= 168 ? null : 'between 1 and 168 hours'),
})
