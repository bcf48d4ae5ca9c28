import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { newId } from '#app/kernel/ids'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { clock } from '#app/kernel/clock'
import { engineLink } from '#modules/telemetry/engine_link'

const batchValidator = vine.create({
  readings: vine
    .array(
      vine.object({
        point: vine.string().maxLength(80),
        ts: vine.number().optional(),
        value: vine.number(),
        quality: vine.enum(['good', 'uncertain', 'bad'] as const).optional(),
      })
    )
    .minLength(1)
    .maxLength(1_000),
})

export default class ReadingsController {
  static input = { store: { body: batchValidator } }

  /** Answered when the readings are on disk, each rejected one with its place in the batch. */
  async store(ctx: HttpContext) {
    const body = ctx.request.body()
    const { readings } = await ctx.request.validateUsing(batchValidator, { data: Array.isArray(body) ? { readings: body } : body })
    const { host } = engineLink
    if (!host) return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])
    try {
      const batch = readings.map(({ point, ts, value, quality }) => ({ point, ts: ts ?? clock.now(), value, quality: quality ?? 'good' }))
      const { accepted, rejected } = await host.request({ type: 'ingest', id: newId(), readings: batch })
      return ctx.response.status(rejected.length > 0 ? 207 : 201).send({ data: { accepted, rejected } })
    } catch {
      return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])
    }
  }
}
