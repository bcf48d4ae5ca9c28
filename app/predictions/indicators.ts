import type { Instant } from '#app/kernel/clock'

export type PredictionState = 'standing' | 'hit' | 'miss' | 'void'

/** Something that is foreseen, with the data behind it: both plain, for whoever wants to check it. */
export interface Foresight {
  subject: string
  areaCode: string | null
  expectedAt: Instant | null
  horizonAt: Instant
  claim: Record<string, string | number | null>
  data: Record<string, unknown>
}

export interface Prediction extends Foresight {
  id: string
  kind: string
  madeAt: Instant
  shown: boolean
  state: PredictionState
  scoredAt: Instant | null
  outcome: Record<string, unknown> | null
}

/** What came of it; `void`: nobody can know, because the data to tell by is missing. */
export interface Judgement {
  state: Exclude<PredictionState, 'standing'>
  outcome: Record<string, string | number | null>
}

/**
 * A way to look ahead. Says nothing where data is missing; a wrong word costs more than none.
 */
export interface Indicator {
  /** Its sentence is `predictions.sentence.<kind>`, with the claim's parameters. */
  kind: string
  everyMs: number
  look(now: Instant): Promise<Foresight[]>
  /** Null: not decided yet. Asked while it stands and for the last time once its horizon has passed. */
  judge(prediction: Prediction, now: Instant): Promise<Judgement | null>
}

const indicators = new Map<string, Indicator>()

/** A room looks ahead with this. */
export function registerIndicator(indicator: Indicator): void {
  indicators.set(indicator.kind, indicator)
}

export const allIndicators = (): Indicator[] => [...indicators.values()]
export const indicatorOf = (kind: string): Indicator | null => indicators.get(kind) ?? null
