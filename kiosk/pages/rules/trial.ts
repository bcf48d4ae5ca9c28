/** What a rule would have done over the past; nothing of it was sent. */
export interface Trial {
  from: number
  to: number
  firings: { at: number; facts: { label: string; link: string | null; at: number }[] }[]
  /** Over all firings. */
  consequences: Record<'suspended' | 'refused' | 'notified' | 'tasked' | 'called', { count: number; items: { label: string; link: string | null }[] }>
}
