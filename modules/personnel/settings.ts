import { defineSetting } from '#app/kernel/settings'

export interface AlarmResponse {
  alarm_class: string
  /** Alarms of this priority or a higher one: 1 is the highest. */
  priority: 1 | 2 | 3 | 4
  level: 'restricted' | 'closed'
}

/** Which alarms shut an area, and how far. */
export const areaResponses = defineSetting<AlarmResponse[]>({
  key: 'personnel.area_responses',
  default: [
    { alarm_class: 'gas', priority: 2, level: 'closed' },
    { alarm_class: 'temperature', priority: 2, level: 'restricted' },
  ],
  source: 'Plant policy; gas set-points after GB 6222-2005 practice, entry to hot areas by authorisation only',
  refuse: (value) =>
    Array.isArray(value) && value.some((one) => one.alarm_class === 'gas' && one.level === 'closed')
      ? null
      : 'A gas alarm must close its area.',
})

/** Which alarms call everybody out and count them. */
export const musterResponses = defineSetting<{ alarm_class: string; priority: 1 | 2 | 3 | 4 }[]>({
  key: 'personnel.muster_responses',
  default: [{ alarm_class: 'gas', priority: 1 }],
  source: 'Plant policy: evacuation on the high-high gas alarm',
})

/** How long the same refusal at the same area is not told again. */
export const denialQuiet = defineSetting<number>({
  key: 'personnel.denial_quiet_min',
  default: 10,
  unit: 'min',
  source: 'Plant policy',
  refuse: (value) => (value >= 1 && value <= 120 ? null : 'From 1 to 120 minutes.'),
})

/** Somebody inside for longer has probably left by a way that no gate saw. */
export const doubtfulAfter = defineSetting<number>({
  key: 'personnel.presence_doubtful_after_h',
  default: 16,
  unit: 'h',
  source: 'Plant policy: two shifts',
  refuse: (value) => (value >= 1 && value <= 72 ? null : 'From 1 to 72 hours.'),
})
