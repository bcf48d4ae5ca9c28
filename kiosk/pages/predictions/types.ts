/** `GET /api/v1/predictions`. */
export interface Prediction {
  id: string
  kind: string
  subject: string
  area: string | null
  area_name: string | null
  area_name_en: string | null
  made_at: number
  expected_at: number | null
  horizon_at: number
  claim: Record<string, string | number | null>
  data: Record<string, any>
  state: 'standing' | 'hit' | 'miss' | 'void'
  scored_at: number | null
  outcome: Record<string, number> | null
}

export interface TrackRecord {
  hits: number
  misses: number
  void: number
  precision: number | null
}
