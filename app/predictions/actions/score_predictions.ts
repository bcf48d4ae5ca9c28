import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { indicatorOf, type Judgement } from '#app/predictions/indicators'
import { predictionOf, type PredictionRow } from '#app/predictions/rows'

const BATCH = 500
/** So long after its horizon one waits for late data before it is given up. */
const GRACE_MS = 3_600_000
const UNJUDGED: Judgement = { state: 'void', outcome: {} }

/** Looks at everything that stands: what came true, what did not, what nobody can know any more. Returns how many. */
export async function scorePredictions(): Promise<number> {
  const rows: PredictionRow[] = await db.from('predictions').where('state', 'standing').orderBy('horizon_at').limit(BATCH)
  let scored = 0
  for (const row of rows) {
    const now = clock.now()
    const judgement = await indicatorOf(row.kind)
      ?.judge(predictionOf(row), now)
      .catch((error: unknown) => void logger.error({ err: error, prediction: row.id }, 'a prediction could not be scored'))
    const given = judgement ?? (now > row.horizon_at + GRACE_MS ? UNJUDGED : null)
    if (!given) continue
    scored += 1
    await transact((tx) =>
      tx.db
        .from('predictions')
        .where({ id: row.id, state: 'standing' })
        .update({ state: given.state, scored_at: tx.now, outcome: JSON.stringify(given.outcome) })
    )
  }
  return scored
}
