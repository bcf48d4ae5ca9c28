import { reason, type Reason } from '#app/kernel/reason'
import type { PermitFacts } from '#modules/permits/facts'

const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export function contentComplete({ permit }: PermitFacts): Reason[] {
  const needed = { place: permit.place, content: permit.content, method: permit.method }
  return Object.entries(needed).flatMap(([field, value]) => (value.trim() ? [] : [reason('permits.field_missing', { field })]))
}

/** Counted by the server's clock from the moment the draft was begun: nothing that has happened can be applied for. */
export function windowSound({ permit, level, now, limits }: PermitFacts): Reason[] {
  const reasons: Reason[] = []
  if (permit.start_at < permit.created_at - 60_000) reasons.push(reason('permits.backdated'))
  if (permit.end_at <= now) reasons.push(reason('permits.window_over'))
  const hours = (permit.end_at - permit.start_at) / HOUR_MS
  if (hours > level.valid_hours)
    reasons.push(reason('permits.window_too_long', { hours: Math.round(hours * 10) / 10, limit: level.valid_hours }))
  if (permit.start_at > now + limits.applyAheadDays * DAY_MS)
    reasons.push(reason('permits.window_too_far', { days: limits.applyAheadDays }))
  return reasons
}

export function levelFits({ level, levelInUse, area }: PermitFacts): Reason[] {
  const reasons: Reason[] = []
  if (!area.known) reasons.push(reason('permits.no_such_area'))
  if (!levelInUse) reasons.push(reason('permits.level_out_of_use', { level: level.name, level_en: level.name_en }))
  if (area.required && area.required.rank > level.rank)
    reasons.push(
      reason('permits.level_too_low', { area: area.name, area_en: area.name_en, level: area.required.name, level_en: area.required.name_en })
    )
  return reasons
}

export function workersNamed({ workerFacts, level }: PermitFacts): Reason | null {
  if (workerFacts.length === 0) return reason('permits.no_workers')
  const trade = level.trades[0]!
  return workerFacts.some((worker) => worker.trade === trade.id)
    ? null
    : reason('permits.no_worker_of_trade', { trade: trade.name, trade_en: trade.name_en })
}

/** Each measure on its own: confirmed by somebody, or with the reason why it does not apply, where that is allowed. */
export function measuresConfirmed({ level, measures }: PermitFacts): Reason[] {
  return level.measures.flatMap((measure) => {
    const found = measures.find(({ measure_id }) => measure_id === measure.id)
    const params = { measure: measure.text, measure_en: measure.text_en, id: measure.id }
    if (!found) return [reason('permits.measure_open', params)]
    if (found.outcome === 'not_applicable' && !measure.not_applicable) return [reason('permits.measure_applies', params)]
    if (found.outcome === 'done' && measure.photo && !found.attachment_id) return [reason('permits.measure_without_photo', params)]
    return []
  })
}
