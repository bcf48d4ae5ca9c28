import type { Instant } from '#app/kernel/clock'
import type { ChannelName } from '#app/notifications/channels/channel'

export interface EscalationLevel {
  /** Holders of these roles for the place. */
  roles?: string[]
  /** Members of this team in the shift that runs then. */
  team?: string
  channels?: ChannelName[]
}

/** `after_min`: minutes after the time within which the first were to answer. */
export interface EscalationStep extends EscalationLevel {
  after_min: number
}

export interface EscalationPolicy {
  code: string
  name: string
  name_en: string
  priority: 1 | 2 | 3 | 4
  subject_class?: string | null
  /** Who is told at once. */
  first: EscalationLevel
  /** Who is told next, one after the other, while nobody answers. */
  steps: EscalationStep[]
  active?: boolean
}

const MINUTE_MS = 60_000

/** When a step is due; null: there is none. Pure. */
export function dueAt(startedAt: Instant, withinMin: number, steps: EscalationStep[], step: number): Instant | null {
  const next = steps[step]
  return next ? startedAt + (withinMin + next.after_min) * MINUTE_MS : null
}

/** The policy for a subject: one of its own class before the general one. Pure. */
export function policyFor(policies: EscalationPolicy[], priority: number, subjectClass: string): EscalationPolicy | null {
  const fitting = policies.filter((one) => one.priority === priority && one.active !== false)
  return fitting.find((one) => one.subject_class === subjectClass) ?? fitting.find((one) => !one.subject_class) ?? null
}
