/** What a rule would have done over the past; nothing of it was sent. */
export interface Trial {
  from: number
  to: number
  firings: TrialFiring[]
  /** Over all firings. */
  foreseen: { suspended: number; refused: number; notified: number; other: number }
}
export interface TrialFiring {
  at: number
  area: string | null
  facts: { label: string; link: string | null; at: number }[]
  consequences: { kind: 'suspended' | 'refused' | 'notified' | 'other'; label: string; link: string | null }[]
}
