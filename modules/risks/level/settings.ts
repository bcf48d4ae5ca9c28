import { defineSetting } from '#app/kernel/settings'
import type { Grade } from '#modules/risks/events'

const SOURCE = 'Plant policy: work, hazards and changes are conditions under which the area was not assessed'

/** What work under way makes of its area's current grade, by the level of its permit. */
export const permitGrades = defineSetting<Record<string, Grade>>({
  key: 'risks.permit_grades',
  default: { L1: 'orange', L2: 'yellow', L3: 'yellow' },
  source: SOURCE,
})

export const majorHazardGrade = defineSetting<Grade>({ key: 'risks.major_hazard_grade', default: 'orange', source: SOURCE })

export const longestChange = defineSetting<number>({
  key: 'risks.change_longest_days',
  default: 30,
  unit: 'd',
  source: 'Plant policy: what lasts longer is assessed anew',
  refuse: (value) => (value >= 1 && value <= 90 ? null : 'From 1 to 90 days.'),
})
