import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { newId } from '#app/kernel/ids'
import { reason } from '#app/kernel/reason'
import { commissionPoint } from '#modules/telemetry/actions/commission_point'
import { engineLink } from '#modules/telemetry/engine_link'
import { lookAtRegisters } from '#modules/telemetry/queries/look_at_registers'
import { sourceDetail } from '#modules/telemetry/queries/source_detail'
import { findSource, sourceStates } from '#modules/telemetry/queries/source_states'

const TYPES = ['bool', 'int16', 'uint16', 'int32', 'uint32', 'float32'] as const
const ORDERS = ['ABCD', 'CDAB', 'BADC', 'DCBA'] as const

const scaling = {
  type: vine.enum(TYPES),
  scale: vine.number(),
  offset: vine.number(),
  min: vine.number(),
  max: vine.number(),
}
const probeValidator = vine.create({
  look: vine
    .object({
      unit_id: vine.number().withoutDecimals().range([0, 255]),
      function: vine.number().withoutDecimals().range([1, 4]),
      address: vine.number().withoutDecimals().range([0, 65_535]),
      count: vine.number().withoutDecimals().range([1, 125]),
      ...scaling,
    })
    .optional(),
})
const commissionValidator = vine.create({ word_order: vine.enum(ORDERS), ...scaling })

export default class SourcesController {
  static input = { probe: { body: probeValidator }, commission: { body: commissionValidator } }

  async index() {
    return { data: await sourceStates(), next_cursor: null }
  }

  async show(ctx: HttpContext) {
    const code = String(ctx.params.code)
    const source = await sourceDetail(code)
    return source ? { data: source } : refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_source', { code })])
  }

  /**
   * Reads once through the engine's own connection: every register that has a point, or with `look` a range of addresses,
   * each in all word orders, scaled, and with the verdict whether that can be.
   */
  async probe(ctx: HttpContext) {
    const code = String(ctx.params.code)
    if (!(await findSource(code))) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('telemetry.no_such_source', { code })])
    const { look } = await ctx.request.validateUsing(probeValidator)
    if (look) {
      const { unit_id: unitId, function: fn, ...rest } = look
      const seen = await lookAtRegisters(code, { unitId, function: fn as 1 | 2 | 3 | 4, ...rest })
      if (!seen.ok) return refuse(ctx, 503, 'E_UNAVAILABLE', seen.error)
      return { data: { source: code, error: null, registers: [], look: seen.value } }
    }
    const answer = await engineLink.host?.request({ type: 'probe', id: newId(), source: code }).catch(() => null)
    if (!answer) return refuse(ctx, 503, 'E_UNAVAILABLE', [reason('telemetry.engine_silent')])
    const registers = answer.registers.map(({ point, address, raw, decoded, value }) => ({ point, address, raw, decoded, value }))
    return { data: { source: code, error: answer.error, registers, look: null } }
  }

  /** How the point's register is read from now on. */
  async commission(ctx: HttpContext) {
    const input = await ctx.request.validateUsing(commissionValidator)
    const result = await commissionPoint({ point: String(ctx.params.code), ...input }, actorOf(ctx))
    if (result.ok) return { data: result.value }
    const { status, reasons } = result.error
    return refuse(ctx, status, status === 404 ? 'E_NOT_FOUND' : status === 503 ? 'E_UNAVAILABLE' : 'E_INVALID', reasons)
  }
}
