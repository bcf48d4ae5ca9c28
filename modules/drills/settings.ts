import { defineSetting } from '#app/kernel/settings'

export const longestDrill = defineSetting<number>({
  key: 'drills.longest_min',
  default: 120,
  unit: 'min',
  source: 'Plant policy: a drill is over within a quarter of a shift',
  refuse: (value) => (value >= 5 && value <= 480 ? null : 'From 5 to 480 minutes.'),
})

export const escalateAfter = defineSetting<number>({
  key: 'drills.escalate_after_min',
  default: 2,
  unit: 'min',
  source: 'As for real alarms: the next level is told when nobody acknowledges',
  refuse: (value) => (value >= 1 && value <= 30 ? null : 'From 1 to 30 minutes.'),
})

export const escalateTo = defineSetting<string[]>({
  key: 'drills.escalate_to',
  default: ['workshop_director', 'safety_director'],
  source: 'As in the escalation of real alarms: who answers for the place, then who answers for safety',
  refuse: (roles) => (roles.length > 0 ? null : 'At least one role.'),
})
