import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { hearDevice } from '#app/identity/actions/hear_device'

const heartbeatValidator = vine.create({
  /** The screen's own clock, epoch milliseconds. */
  at: vine.number().withoutDecimals(),
  /** What it did on its own and has not handed over yet. */
  unsent: vine.number().withoutDecimals().range([0, 1_000_000]),
})

export default class DevicesController {
  static input = { heartbeat: { body: heartbeatValidator } }

  /** A screen in use says so three times a minute: its silence is a blind spot. */
  async heartbeat(ctx: HttpContext) {
    const said = await ctx.request.validateUsing(heartbeatValidator)
    const { device } = ctx.principal
    if (!device) return refuse(ctx, 409, 'E_REFUSED', [reason('identity.only_a_device')])
    const { clockAheadMs } = await hearDevice(device.id, said)
    return { data: { clock_ahead_ms: clockAheadMs } }
  }
}
