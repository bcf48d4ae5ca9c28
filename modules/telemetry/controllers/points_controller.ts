import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { clock } from '#app/kernel/clock'
import { pointJson } from '#modules/telemetry/controllers/json'
import { pointState, pointStates } from '#modules/telemetry/queries/point_states'
import { readings } from '#modules/telemetry/queries/readings'

const HOUR_MS = 3_600_000
const MOST_ROWS = 5_000

const filterValidator = vine.create({ area: vine.string().maxLength(40).optional() })
const periodValidator = vine.create({
  from: vine.number().withoutDecimals().optional(),
  to: vine.number().withoutDecimals().optional(),
  bucket: vine.enum(['raw', 'minute', 'hour'] as const).optional(),
  limit: vine.number().withoutDecimals().range([1, MOST_ROWS]).optional(),
})

export default class PointsController {
  static input = { index: { query: filterValidator }, readings: { query: periodValidator } }

  async index(ctx: HttpContext) {
    const { area } = await ctx.request.validateUsing(filterValidator, { data: ctx.request.qs() })
    return { data: (await pointStates(area)).map((point) => pointJson(point, clock.now())), next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const point = await pointState(ctx.params.code)
    return point ? { data: pointJson(point, clock.now()) } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_point')])
  }

  async readings(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(periodValidator, { data: ctx.request.qs() })
    const to = input.to ?? clock.now()
    const from = input.from ?? to - HOUR_MS
    const limit = input.limit ?? MOST_ROWS
    const data = await readings(ctx.params.code, from, to, input.bucket ?? 'raw', limit)
    return { data, next_cursor: data.length === limit ? data.at(-1)!.ts + 1 : null }
  }
}
