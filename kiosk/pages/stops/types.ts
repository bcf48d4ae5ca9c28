import type { Detail } from '#kiosk/lib/api'

export type StopState =
  | 'requested'
  | 'confirmed'
  | 'sending'
  | 'unknown'
  | 'acknowledged'
  | 'refused'
  | 'failed'
  | 'not_received'
  | 'unresolved'
  | 'withdrawn'
  | 'expired'

export interface Stop {
  id: string
  code: string
  state: StopState
  test: boolean
  equipment: { code: string; name: string; name_en: string }
  reason: string
  requested_at: number
  requested_by: string
  rule: string | null
  confirmed_at: number | null
  confirmed_by: string | null
  ended_at: number | null
  mes_reference: string | null
  error: string | null
  commands: { command: 'confirm' | 'withdraw'; allowed: boolean; reasons: Detail[] }[]
}

export interface StopOptions {
  mode: 'off' | 'test' | 'on'
  equipment: { code: string; name: string; name_en: string; by_rule: boolean }[]
}
