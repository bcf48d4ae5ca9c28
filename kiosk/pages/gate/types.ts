import type { Detail } from '#kiosk/lib/api'

export type Direction = 'in' | 'out'

/** One reason as the gate shows it: what, since when, the way out. */
export type Because = Detail & { since: number | null }

/** What `POST /api/v1/access/decisions` answers. */
export interface Decision {
  decision: 'grant' | 'deny'
  decision_id: string | null
  reasons: Because[]
  person: {
    code: string
    name: string
    name_en: string | null
    company: string | null
    company_en: string | null
    post: string | null
    locale: string
    photo_id: string | null
  } | null
  valid_until: number | null
  at: number
  direction: Direction
}

export interface Passage {
  id: string
  at: number
  direction: Direction
  decision: 'grant' | 'deny'
  reasons: Because[]
  source: 'live' | 'gate'
  person: { code: string; name: string; name_en: string | null; company: string | null; company_en: string | null } | null
  badge: string | null
}

export interface PersonInside {
  code: string
  name: string
  name_en: string | null
  company: string | null
  company_en: string | null
  phone: string | null
  area: string
  since: number
  gate: string
  doubtful: boolean
}

/** What `GET /api/v1/gates/{code}` answers. */
export interface GateStatus {
  code: string
  name: string
  name_en: string
  direction: Direction | 'both'
  mode: 'fail_secure' | 'fail_safe'
  area: { code: string; name: string; name_en: string }
  state: 'normal' | 'restricted' | 'closed'
  restrictions: { level: string; cause: string; since: number; detail: Record<string, string | number> }[]
  people: PersonInside[]
  confidence: { kind: 'counted' | 'entry_only' | 'no_gate'; doubtful: number }
  last: Passage[]
  muster_id: string | null
}
