import type { Actor } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { planRows, writeChanges } from '#app/plant/index'
import { currentPoints, type PointDefinition } from '#modules/telemetry/definitions/points'
import { widthOf } from '#modules/telemetry/drivers/registers'
import { lookAtRegisters } from '#modules/telemetry/queries/look_at_registers'

export interface Commissioning {
  point: string
  type: NonNullable<PointDefinition['register']>['type']
  word_order: 'ABCD' | 'CDAB' | 'BADC' | 'DCBA'
  scale: number
  offset: number
  min: number
  max: number
}

export type CommissionRefusal = { status: 404 | 422 | 503; reasons: Reason[] }

/**
 * Writes how a point's register is to be read, by the same checks and with the same audit as `plant:apply`. What it reads
 * now must be possible: an order or a scale that shows nonsense is not taken over.
 */
export async function commissionPoint(input: Commissioning, by: Actor): Promise<Result<PointDefinition, CommissionRefusal>> {
  const point = (await currentPoints()).find(({ code }) => code === input.point)
  if (!point) return err({ status: 404, reasons: [reason('telemetry.no_such_point', { code: input.point })] })
  if (!point.register) return err({ status: 422, reasons: [reason('telemetry.no_register', { code: input.point })] })
  const { type, word_order: order, scale, offset, min, max } = input
  const { unit_id: unitId, function: fn, address } = point.register
  const seen = await lookAtRegisters(point.source, { unitId, function: fn, address, count: widthOf(type), type, scale, offset, min, max })
  if (!seen.ok) return err({ status: 503, reasons: seen.error })
  const reading = seen.value[0]?.orders.find((one) => one.order === order) ?? seen.value[0]?.orders[0]
  if (reading?.verdict !== 'plausible')
    return err({ status: 422, reasons: [reason('telemetry.not_plausible', { value: String(reading?.value ?? '?'), min, max, unit: point.unit })] })

  const row = { ...point, min, max, register: { ...point.register, type, word_order: order, scale, offset } }
  const { faults, changed } = await planRows('points', [row])
  if (faults.length > 0) return err({ status: 422, reasons: faults.map(({ message }) => reason('telemetry.point_refused', { message })) })
  await transact((tx) => writeChanges(tx, [changed], by))
  return ok(row)
}
