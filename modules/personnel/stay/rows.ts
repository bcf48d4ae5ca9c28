export interface StayRow {
  presence_id: string
  account_id: string
  area_code: string
  entered_at: number
  left_at: number | null
  used: number
  counted_until: number
  checked_in_at: number | null
  checked_in_by: string | null
  overdue_at: number | null
  silent_at: number | null
}
