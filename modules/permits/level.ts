/** A level of hot work as the plant defines it. Versioned data: which is the highest is its rank, never its name. */
export interface HotWorkLevel {
  code: string
  name: string
  name_en: string
  /** The higher, the more dangerous. */
  rank: number
  /** Gas classes of areas in which nothing below this level may be applied for. */
  gas_classes: string[]
  /** Longest window of one permit, hours. */
  valid_hours: number
  /** While work goes on, a gas test counts this long, minutes. */
  retest_min: number
  /** How long the site is watched after the work, minutes. */
  watch_min: number
  /** Where samples must be taken, each on its own. */
  gas_positions: ('top' | 'middle' | 'bottom')[]
  gas_limits: GasLimit[]
  /** In their order. */
  approvers: { role: string; within_min: number }[]
  measures: Measure[]
  /** The first is the one that the hot work itself asks for: somebody of it must be named. */
  trades: Trade[]
  guardian: Needs
  tester: Needs
  /** What the guardian signs for, with the version of the text. */
  duties: { version: string; text: string[]; text_en: string[] }
  start_checks: Check[]
  finish_checks: Check[]
  close_checks: Check[]
  /** Where the figures come from, and how sure we are. */
  source: string
  active: boolean
}

export interface GasLimit {
  gas: string
  unit: string
  min?: number | null
  max?: number | null
}

export interface Measure {
  id: string
  text: string
  text_en: string
  photo: boolean
  not_applicable: boolean
}

export interface Needs {
  certificates: string[]
  courses: string[]
}

export interface Trade extends Needs {
  id: string
  name: string
  name_en: string
}

export interface Check {
  id: string
  text: string
  text_en: string
}

/** A level in the version a permit is pinned on. */
export interface PinnedLevel extends HotWorkLevel {
  version: number
}
