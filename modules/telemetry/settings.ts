import { defineSetting } from '#app/kernel/settings'

/** How long what was measured is kept, in days, from the single reading to the day's summary. */
export interface KeptDays {
  raw: number
  minute: number
  hour: number
  day: number
}

const LONGEST_DAYS = 36_600

/** By alarm class; `*` is for every class that is not named. */
export const keptDays = defineSetting<Record<string, KeptDays>>({
  key: 'telemetry.kept_days',
  default: {
    '*': { raw: 30, minute: 366, hour: 1_830, day: 3_660 },
    'gas': { raw: 90, minute: 1_098, hour: 3_660, day: 7_320 },
  },
  unit: 'd',
  source: 'Own estimate from the load of a plant with 10,000 points: raw 7 to 30 days, minutes one year, hours five years; gas three times as long, for inquiries',
  refuse: (value) => {
    const kept = Object.values(value)
    if (!value['*']) return 'There is a rule for every class that is not named: *.'
    const sound = kept.every(({ raw, minute, hour, day }) => raw >= 7 && minute >= raw && hour >= minute && day >= hour && day <= LONGEST_DAYS)
    return sound ? null : 'Raw readings at least 7 days, and each coarser summary at least as long as the finer one.'
  },
})

/** What history leaves free on the disk, so that alarms, permits and their audit can still be written. */
export const reserveMb = defineSetting<number>({
  key: 'telemetry.reserve_mb',
  default: 64,
  unit: 'MB',
  source: 'Own estimate: an alarm with its audit entry and events has less than 4 kB, so 64 MB are a flood of 16,000',
  refuse: (value) => (value >= 1 && value <= 10_000 ? null : 'From 1 to 10,000 MB.'),
})

export interface TrendGate {
  /** Looked back, the shortest first; foretold is a quarter of it. */
  windows_minutes: number[]
  least_samples: number
  coverage: number
  noise_times: number
  persistence: number
  agreement: number
}

export const trendGate = defineSetting<TrendGate>({
  key: 'telemetry.trend_gate_minutes',
  default: { windows_minutes: [20, 240], least_samples: 12, coverage: 0.8, noise_times: 3, persistence: 0.8, agreement: 0.75 },
  unit: 'min',
  source: 'Chosen on the temperature of one real machine (NAB, 22,695 readings), where 22 of 29 warnings before the limit 100 came true, ten minutes ahead, and 22 of 239 crossings were warned of; not verified on other data',
  refuse: ({ windows_minutes: windows, least_samples: least, coverage, agreement }) =>
    windows.length > 0 && windows.length <= 4 && windows.every((minutes) => minutes >= 5 && minutes <= 1_440) && least >= 6 && coverage >= 0.5 && agreement >= 0.5
      ? null
      : 'One to four windows of 5 to 1440 minutes, at least 6 samples, coverage and agreement at least 0.5.',
})
