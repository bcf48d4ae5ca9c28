import db from '@adonisjs/lucid/services/db'
import { predictionOf, type PredictionRow } from '#app/predictions/rows'

/** What is foreseen now, the soonest first, as the board shows it. */
export async function standingPredictions(limit: number) {
  const shown = () => db.from('predictions').where({ state: 'standing', shown: true })
  const [rows, count] = await Promise.all([
    shown().orderBy('horizon_at').limit(limit) as Promise<PredictionRow[]>,
    shown().count('* as n').first(),
  ])
  const items = rows.map(predictionOf).map(({ id, kind, areaCode, expectedAt, horizonAt, claim }) => {
    const pointCode = typeof claim.point === 'string' ? claim.point : null
    return { id, kind, areaCode, pointCode, expectedAt, horizonAt, claim }
  })
  return { standing: Number(count?.n ?? 0), items }
}
