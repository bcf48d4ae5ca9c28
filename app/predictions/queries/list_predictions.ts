import db from '@adonisjs/lucid/services/db'
import type { Prediction, PredictionState } from '#app/predictions/indicators'
import { predictionOf, type PredictionRow } from '#app/predictions/rows'

interface Filter {
  state?: PredictionState
  kind?: string
  subject?: string
  areas?: string[]
  /** Id of the last one seen. */
  before?: string
  limit: number
  /** With those that are kept but not shown. */
  all?: boolean
}

/** The newest first. */
export async function listPredictions({ state, kind, subject, areas, before, limit, all = false }: Filter): Promise<Prediction[]> {
  const query = db.from('predictions').orderBy('id', 'desc').limit(limit)
  if (state) query.where('state', state)
  if (kind) query.where('kind', kind)
  if (subject) query.where('subject', subject)
  if (areas) query.whereIn('area_code', areas)
  if (before) query.where('id', '<', before)
  if (!all) query.where('shown', true)
  return ((await query) as PredictionRow[]).map(predictionOf)
}
