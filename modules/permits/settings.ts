import { defineSetting } from '#app/kernel/settings'

const between = (low: number, high: number, unit: string) => (value: number) =>
  value >= low && value <= high ? null : `From ${low} to ${high} ${unit}.`

export const gasTestValid = defineSetting<number>({
  key: 'permits.gas_test_valid_min',
  default: 30,
  unit: 'min',
  source: 'GB 30871-2022 as secondary sources give it: at most 30 min from sample to start of hot work; floor 60 min',
  refuse: between(5, 60, 'minutes'),
})

export const photoFresh = defineSetting<number>({
  key: 'permits.photo_fresh_min',
  default: 15,
  unit: 'min',
  source: 'Plant policy: the photo shows the place as it is now',
  refuse: between(1, 120, 'minutes'),
})

export const instrumentCalibrated = defineSetting<number>({
  key: 'permits.instrument_calibrated_days',
  default: 365,
  unit: 'd',
  source: 'Plant policy: yearly calibration of portable gas detectors (JJG 693 and makers’ manuals, not read)',
  refuse: between(1, 365, 'days'),
})

export const acceptWithin = defineSetting<number>({
  key: 'permits.guardian_answer_min',
  default: 15,
  unit: 'min',
  source: 'Plant policy: after this the workshop is told that nobody has accepted to guard',
  refuse: between(1, 240, 'minutes'),
})

export const applyAhead = defineSetting<number>({
  key: 'permits.apply_ahead_days',
  default: 7,
  unit: 'd',
  source: 'Plant policy',
  refuse: between(1, 30, 'days'),
})

export const applicantMayWork = defineSetting<boolean>({
  key: 'permits.applicant_may_work',
  default: false,
  source: 'Plant policy: whoever applies does not do the work himself; off by default, some plants allow it',
})

export interface AlarmStop {
  alarm_class: string
  /** Alarms of this priority or a higher one: 1 is the highest. */
  priority: 1 | 2 | 3 | 4
}

export const stoppingAlarms = defineSetting<AlarmStop[]>({
  key: 'permits.stopping_alarms',
  default: [
    { alarm_class: 'gas', priority: 2 },
    { alarm_class: 'fire', priority: 2 },
  ],
  source: 'Plant policy: work stops on the first gas alarm (24 ppm CO in GB 6222-2005 practice)',
  refuse: (value) =>
    Array.isArray(value) && value.some((one) => one.alarm_class === 'gas' && one.priority >= 2)
      ? null
      : 'Gas alarms of priority 1 and 2 must stop the work.',
})

export const gasPointKinds = defineSetting<string[]>({
  key: 'permits.gas_point_kinds',
  default: ['co', 'lel', 'h2s', 'o2', 'gas'],
  source: 'Kinds of points whose silence stops hot work nearby: unknown is unsafe',
  refuse: (value) => (Array.isArray(value) && value.length > 0 ? null : 'At least one kind.'),
})
