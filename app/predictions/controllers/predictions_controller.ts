import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { clock } from '#app/kernel/clock'
import { areaCodesWithin, areaLabel } from '#app/plant/index'
import type { Prediction } from '#app/predictions/indicators'
import { listPredictions } from '#app/predictions/queries/list_predictions'
import { trackRecords } from '#app/predictions/queries/track_record'

const YEAR_MS = 366 * 86_400_000

const filterValidator = vine.create({
  state: vine.enum(['standing', 'hit', 'miss', 'void'] as const).optional(),
  kind: vine.string().maxLength(40).optional(),
  subject: vine.string().maxLength(80).optional(),
  area: vine.string().maxLength(40).optional(),
  all: vine.boolean().optional(),
  cursor: vine.string().maxLength(40).optional(),
  limit: vine.number().withoutDecimals().range([1, 500]).optional(),
})

export default class PredictionsController {
  static input = { index: { query: filterValidator } }

  /** What is foreseen and what came of it, the newest first. */
  async index(ctx: HttpContext) {
    const { area, cursor, limit = 100, ...filter } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const areas = area ? await areaCodesWithin(area) : undefined
    const found = await listPredictions({ ...filter, areas, before: cursor, limit })
    return { data: await Promise.all(found.map(predictionJson)), next_cursor: found.length === limit ? found.at(-1)!.id : null }
  }

  /** How often each kind was right, of those made in the last year. */
  async records() {
    const records = await trackRecords(clock.now() - YEAR_MS)
    return { data: Array.from(records, ([kind, record]) => ({ kind, ...record })) }
  }

  async page({ inertia }: HttpContext) {
    return inertia.render('predictions/predictions', {})
  }
}

async function predictionJson(one: Prediction) {
  const area = one.areaCode ? await areaLabel(one.areaCode) : null
  return {
    id: one.id,
    kind: one.kind,
    subject: one.subject,
    area: one.areaCode,
    area_name: area?.name ?? null,
    area_name_en: area?.nameEn ?? null,
    made_at: one.madeAt,
    expected_at: one.expectedAt,
    horizon_at: one.horizonAt,
    claim: one.claim,
    data: one.data,
    shown: one.shown,
    state: one.state,
    scored_at: one.scoredAt,
    outcome: one.outcome,
  }
}
