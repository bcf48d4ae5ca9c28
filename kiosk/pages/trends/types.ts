/** `GET /api/v1/points/{code}/trend`. */
export interface PointTrend {
  point: string
  from: number
  to: number
  source: 'raw' | 'minute' | 'hour' | 'day'
  bucket_ms: number
  limits: { ll: number | null; l: number | null; h: number | null; hh: number | null }
  unit: string
  buckets: { ts: number; min: number | null; max: number | null; avg: number | null; n: number; bad: number }[]
  gaps: [from: number, to: number][]
}
