import { Readable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { clock } from '#app/kernel/clock'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { areaCodesWithin } from '#app/plant/index'
import { pointJson } from '#modules/telemetry/controllers/json'
import { instantField, instantFrom } from '#modules/telemetry/instant'
import { pointState, pointStates } from '#modules/telemetry/queries/point_states'
import { gapsOf } from '#modules/telemetry/gaps'
import { csvOfReadings } from '#modules/telemetry/queries/csv_of_readings'
import { BUCKETS, readings, type Bucket } from '#modules/telemetry/queries/readings'
import { trend } from '#modules/telemetry/queries/trend'

const filterValidator = vine.create({
  area: vine.string().maxLength(40).optional(),
  kind: vine.string().maxLength(30).optional(),
  quality: vine.enum(['good', 'uncertain', 'bad'] as const).optional(),
  /** Only these, separated by commas. */
  codes: vine.string().maxLength(10_000).optional(),
  cursor: vine.string().maxLength(80).optional(),
  limit: vine.number().withoutDecimals().range([1, 2_000]).optional(),
})
const readingsValidator = vine.create({
  from: instantField(),
  to: instantField(),
  bucket: vine.enum(BUCKETS).optional(),
  format: vine.enum(['json', 'csv'] as const).optional(),
  limit: vine.number().withoutDecimals().range([1, 5_000]).optional(),
})
const trendValidator = vine.create({
  from: instantField(),
  to: instantField(),
  width: vine.number().withoutDecimals().range([10, 2_000]).optional(),
})

const HOUR_MS = 3_600_000
/** How long a period may be asked for at once, in days: what is read stays bounded. */
const MOST_DAYS: Record<Bucket, number> = { raw: 31, minute: 366, hour: 3_660, day: 36_600 }

export default class PointsController {
  static input = { index: { query: filterValidator }, readings: { query: readingsValidator }, trend: { query: trendValidator } }

  async index(ctx: HttpContext) {
    const filter = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    const limit = filter.limit ?? 200
    const areas = filter.area ? new Set(await areaCodesWithin(filter.area)) : null
    const codes = filter.codes === undefined ? null : new Set(filter.codes.split(','))
    const now = clock.now()
    const found = (await pointStates())
      .filter((point) => !areas || areas.has(point.areaCode))
      .filter((point) => !codes || codes.has(point.code))
      .filter((point) => !filter.kind || point.kind === filter.kind)
      .filter((point) => !filter.quality || point.quality === filter.quality)
      .filter((point) => !filter.cursor || point.code > filter.cursor)
    const page = found.slice(0, limit)
    return { data: page.map((point) => pointJson(point, now)), next_cursor: found.length > limit ? page.at(-1)!.code : null }
  }

  async show(ctx: HttpContext) {
    const code = String(ctx.params.code)
    const point = await pointState(code)
    if (!point) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_point', { code })])
    return { data: pointJson(point, clock.now()) }
  }

  /**
   * Raw or rolled up, oldest first; the cursor is the instant where the next page begins: give it as `from`. As CSV the
   * whole period flows out, however long it is.
   */
  async readings(ctx: HttpContext) {
    const code = String(ctx.params.code)
    const query = await ctx.request.validateUsing(readingsValidator, { data: ctx.request.qs() })
    if (!(await pointState(code))) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_point', { code })])
    const bucket = query.bucket ?? 'raw'
    const to = instantFrom(query.to) ?? clock.now()
    const from = instantFrom(query.from) ?? to - HOUR_MS
    if (to < from) return refuse(ctx, 422, 'E_INVALID', [reason('telemetry.period_reversed')])
    if (query.format === 'csv') return flow(ctx, `${code}_${bucket}.csv`, csvOfReadings(code, from, to, bucket))
    const days = MOST_DAYS[bucket]
    if (to - from > days * 24 * HOUR_MS) return refuse(ctx, 422, 'E_INVALID', [reason('telemetry.period_too_long', { days })])
    const limit = query.limit ?? 2_000
    const rows = await readings(code, from, to, bucket, limit + 1)
    return { data: rows.slice(0, limit), next_cursor: rows.length > limit ? String(rows[limit]!.ts) : null }
  }

  /** Any span, a second or years, in at most `width` buckets (600): minimum, maximum, mean, how many were bad, and the gaps. */
  async trend(ctx: HttpContext) {
    const code = String(ctx.params.code)
    const query = await ctx.request.validateUsing(trendValidator, { data: ctx.request.qs() })
    const point = await pointState(code)
    if (!point) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_point', { code })])
    const to = instantFrom(query.to) ?? clock.now()
    const from = instantFrom(query.from) ?? to - HOUR_MS
    if (to < from) return refuse(ctx, 422, 'E_INVALID', [reason('telemetry.period_reversed')])
    const { source, bucketMs, buckets } = await trend(code, from, to, query.width ?? 600)
    const gaps = gapsOf(buckets, { from, to: Math.min(to, clock.now()), bucketMs, staleAfterMs: point.staleAfterMs })
    return { data: { point: code, from, to, source, bucket_ms: bucketMs, limits: point.limits, unit: point.unit, buckets, gaps } }
  }
}

/** Sends text as it is made; who stops reading stops the making. */
function flow({ response }: HttpContext, name: string, text: AsyncGenerator<string>): void {
  response.header('content-type', 'text/csv; charset=utf-8')
  response.header('content-disposition', `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`)
  response.stream(Readable.from(text))
}
