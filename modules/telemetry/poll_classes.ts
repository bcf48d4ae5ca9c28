import { defineSetting, settingValue } from '#app/kernel/settings'

export type PollClasses = Record<'fast' | 'normal' | 'slow', number>

const LONGEST_FAST_MS = 2_000

const classes = {
  fast: defineSetting<number>({
    key: 'telemetry.poll_fast_ms',
    default: 1_000,
    unit: 'ms',
    source: 'the plant asks for gas on the screen within 2 s of the sensor (A12)',
    refuse: (value) => (value >= 100 && value <= LONGEST_FAST_MS ? null : `between 100 and ${LONGEST_FAST_MS} ms`),
  }),
  normal: defineSetting<number>({
    key: 'telemetry.poll_normal_ms',
    default: 5_000,
    unit: 'ms',
    source: 'usual in process control; a decision of the plant',
    refuse: (value) => (value >= 100 && value <= 60_000 ? null : 'between 100 and 60000 ms'),
  }),
  slow: defineSetting<number>({
    key: 'telemetry.poll_slow_ms',
    default: 30_000,
    unit: 'ms',
    source: 'for what changes in minutes, such as the weather; a decision of the plant',
    refuse: (value) => (value >= 100 && value <= 3_600_000 ? null : 'between 100 and 3600000 ms'),
  }),
}

/** How often the registers of a class are read where their source says nothing else. */
export async function pollClasses(): Promise<PollClasses> {
  const [fast, normal, slow] = await Promise.all([settingValue(classes.fast), settingValue(classes.normal), settingValue(classes.slow)])
  return { fast, normal, slow }
}
