export interface LedgerRow {
  id: string
  kind: string
  subject: { code: string; name: string; name_en: string }
  area: { code: string; name: string; name_en: string } | null
  value: number | null
  owner: string
  owner_en: string | null
  reason: string
  measure: string | null
  since: number
  until: number | null
  overdue: boolean
  link: string | null
  ours: boolean
}

export interface LedgerKind {
  kind: string
  takes_value: boolean
  longest_hours: number
  subjects: { code: string; name: string; name_en: string; area_code: string | null }[]
}
