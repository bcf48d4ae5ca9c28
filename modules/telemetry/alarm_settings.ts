import { defineSetting } from '#app/kernel/settings'

const between = (low: number, high: number) => (value: number) => (value >= low && value <= high ? null : `From ${low} to ${high}.`)

export const burstGap = defineSetting<number>({
  key: 'telemetry.burst_gap_s',
  default: 60,
  unit: 's',
  source: 'Plant policy: alarms of an area that follow each other within a minute have one cause (first-out, IEC 62682)',
  refuse: between(1, 3_600),
})

export const floodAlarms = defineSetting<number>({
  key: 'telemetry.flood_alarms',
  default: 10,
  source: 'ISA-18.2 / EEMUA 191: more than 10 alarms in 10 minutes for an operator are a flood',
  refuse: between(2, 100),
})

export const floodMinutes = defineSetting<number>({
  key: 'telemetry.flood_window_min',
  default: 10,
  unit: 'min',
  source: 'ISA-18.2 / EEMUA 191: more than 10 alarms in 10 minutes for an operator are a flood',
  refuse: between(1, 60),
})

export const floodEndAlarms = defineSetting<number>({
  key: 'telemetry.flood_end_alarms',
  default: 5,
  source: 'ISA-18.2: a flood is over when fewer than 5 alarms came in 10 minutes',
  refuse: between(1, 50),
})

export const floodLines = defineSetting<number>({
  key: 'telemetry.flood_lines',
  default: 10,
  source: 'EEMUA 191: what an operator can take in within 10 minutes',
  refuse: between(3, 30),
})

/** Minutes after which an alarm that nobody has acknowledged sounds again, by priority; 0: never. */
export const realarmMinutes = defineSetting<Record<'1' | '2' | '3' | '4', number>>({
  key: 'telemetry.realarm_min',
  default: { 1: 2, 2: 5, 3: 15, 4: 0 },
  unit: 'min',
  source: 'Plant policy after ISA-18.2 re-alarming; the highest may be sooner, never silent',
  refuse: (value) => (value[1] > 0 && value[1] <= 10 && Object.values(value).every((one) => one >= 0 && one <= 480) ? null : 'Priority 1 from above 0 to 10 minutes, others from 0 to 480.'),
})

export const outOfServiceMaxHours = defineSetting<number>({
  key: 'telemetry.out_of_service_max_hours',
  default: 72,
  unit: 'h',
  source: 'Plant policy after ISA-18.2 (out of service): three days, then it is judged anew',
  refuse: between(1, 720),
})

export const chatterCount = defineSetting<number>({
  key: 'telemetry.chatter_per_min',
  default: 3,
  unit: '1/min',
  source: 'EEMUA 191 / ISA-18.2: an alarm that comes three times in a minute chatters',
  refuse: between(2, 60),
})

/** What must be calibrated and shown its gas regularly. */
export const checkedKinds = defineSetting<string[]>({
  key: 'telemetry.checked_kinds',
  default: ['co', 'o2', 'h2s', 'ch4', 'h2', 'lel'],
  source: 'Plant policy: all gas detectors',
})

export const calibrationDays = defineSetting<number>({
  key: 'telemetry.calibration_days',
  default: 365,
  unit: 'd',
  source: 'JJG 915 / JJG 693: verification at least once a year (to be checked with the local metrology office)',
  refuse: between(1, 366),
})

export const bumpTestDays = defineSetting<number>({
  key: 'telemetry.bump_test_days',
  default: 30,
  unit: 'd',
  source: 'Trade practice: a bump test every month; makers ask for as much or more',
  refuse: between(1, 92),
})

export const checkNoticeDays = defineSetting<number>({
  key: 'telemetry.check_notice_days',
  default: 7,
  unit: 'd',
  source: 'Plant policy: a week is enough to plan a bump test into the next round',
  refuse: between(1, 60),
})

export const calibrationTolerance = defineSetting<number>({
  key: 'telemetry.calibration_tolerance_pct',
  default: 10,
  unit: '%',
  source: 'JJG 915 / JJG 693: indication within a tenth of the test gas (to be checked with the local metrology office)',
  refuse: between(1, 30),
})
