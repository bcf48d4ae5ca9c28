import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { explain, refuse } from '#app/kernel/http/refuse'
import { newId } from '#app/kernel/ids'
import { reason } from '#app/kernel/reason'
import { checkReadings } from '#modules/telemetry/check_readings'
import { engineLink } from '#modules/telemetry/engine_link'

const MOST = 1_000

const batchValidator = vine.create({
  readings: vine.array(vine.object({}).allowUnknownProperties()).minLength(1).maxLength(MOST),
})

export default class ReadingsController {
  static input = { store: { body: batchValidator } }

  /**
   * A batch of `{point, ts, value, quality?}`, at most 1000, in the order of their instants. Answered once the readings
   * are on disk. What is wrong with single readings is said by index; the others are taken.
   */
  async store(ctx: HttpContext) {
    const body = ctx.request.body()
    const data = Array.isArray(body) ? { readings: body } : body
    const { readings } = await ctx.request.validateUsing(batchValidator, { data })
    const checked = checkReadings(readings)
    const { host } = engineLink
    if (!host) return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])

    const sound = checked.flatMap((one, index) => (one.ok ? [{ index, reading: one.value }] : []))
    const faults = checked.flatMap((one, index) => (one.ok ? [] : [{ index, why: one.error }]))
    if (sound.length > 0) {
      const batch = sound.map(({ reading }) => reading)
      const answer = await host.request({ type: 'ingest', id: newId(), readings: batch }).catch(() => null)
      if (!answer) return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])
      for (const { index } of answer.rejected) {
        const { index: place, reading } = sound[index]!
        faults.push({ index: place, why: reason('telemetry.unknown_point', { index: place, point: reading.point }) })
      }
    }
    faults.sort((one, other) => one.index - other.index)
    if (faults.length === readings.length) return refuse(ctx, 422, 'E_INVALID', faults.map(({ why }) => why))
    const rejected = faults.map(({ index, why }) => ({ index, ...explain(ctx.i18n, why) }))
    return { data: { accepted: readings.length - rejected.length, rejected } }
  }
}
