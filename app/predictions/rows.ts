import type { Prediction, PredictionState } from '#app/predictions/indicators'

export interface PredictionRow {
  id: string
  kind: string
  subject: string
  area_code: string | null
  made_at: number
  expected_at: number | null
  horizon_at: number
  claim: string
  data: string
  shown: number
  state: PredictionState
  scored_at: number | null
  outcome: string | null
}

export const predictionOf = (row: PredictionRow): Prediction => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  areaCode: row.area_code,
  madeAt: row.made_at,
  expectedAt: row.expected_at,
  horizonAt: row.horizon_at,
  claim: JSON.parse(row.claim),
  data: JSON.parse(row.data),
  shown: Boolean(row.shown),
  state: row.state,
  scoredAt: row.scored_at,
  outcome: row.outcome === null ? null : JSON.parse(row.outcome),
})
