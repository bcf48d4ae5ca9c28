export interface StayRow {
  person: { code: string; name: string; name_en: string | null }
  area: { code: string; name: string; name_en: string }
  entered_at: number
  state: 'free' | 'counting' | 'overdue' | 'unknown' | 'unmeasured' | 'apparatus'
  co_mg_m3: number | null
  used: number
  ends_at: number | null
  check_in_due_at: number
  silent: boolean
}
