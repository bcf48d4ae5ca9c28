import logger from '@adonisjs/core/services/logger'
import { clock } from '#app/kernel/clock'
import { makePrediction } from '#app/predictions/actions/make_prediction'
import { scorePredictions } from '#app/predictions/actions/score_predictions'
import { allIndicators } from '#app/predictions/indicators'

const lookedAt = new Map<string, number>()

/** One sweep: first what stood is scored, then each indicator whose turn it is looks ahead. */
export async function lookAhead(): Promise<void> {
  await scorePredictions()
  for (const { kind, everyMs, look } of allIndicators()) {
    if (clock.monotonic() - (lookedAt.get(kind) ?? -Infinity) < everyMs) continue
    lookedAt.set(kind, clock.monotonic())
    try {
      for (const foresight of await look(clock.now())) await makePrediction(kind, foresight)
    } catch (error) {
      logger.error({ err: error, kind }, 'an indicator could not look ahead')
    }
  }
}
