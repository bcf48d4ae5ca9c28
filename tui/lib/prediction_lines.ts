import type { BoardPrediction } from '#app/board/snapshot'
import { span, type Line } from '#tui/lib/line'
import type { ReadContext } from '#tui/lib/reading'
import { wrap } from '#tui/lib/text_width'
import { maybeNumber } from '#tui/lib/values'

const MINUTE_MS = 60_000

/** What is foreseen, in a sentence each; minutes count down as the clock goes. */
export function predictionLines(predictions: readonly BoardPrediction[], { t, now, language }: ReadContext, width: number): Line[] {
  return predictions.flatMap(({ kind, claim, expectedAt }) => {
    const name = String((language === 'en' ? claim.name_en : claim.name) ?? claim.point ?? '')
    const minutes = expectedAt === null ? 0 : Math.max(0, Math.round((expectedAt - now) / MINUTE_MS))
    const limit = typeof claim.limit === 'number' ? maybeNumber(claim.limit) : ''
    const text = t(`tui.foreseen.${kind}`, { name, minutes, limit, unit: String(claim.unit ?? ''), recent: Number(claim.recent ?? 0), usual: Number(claim.usual ?? 0), days: Number(claim.days ?? 0) })
    return wrap(`◇ ${text}`, width).map((line): Line => [span(line, 'alarm_3')])
  })
}
