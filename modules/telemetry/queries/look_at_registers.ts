import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { readInOrders, type OrderReading, type Scaling } from '#modules/telemetry/drivers/plausible'
import { widthOf } from '#modules/telemetry/drivers/registers'
import type { RegisterRange } from '#modules/telemetry/engine/port'
import { engineLink } from '#modules/telemetry/engine_link'

export interface LookedAt {
  address: number
  raw: number[]
  orders: OrderReading[]
}

export type Look = RegisterRange & Scaling

/** Registers as they are on the wire now, through the engine's own connection, in every word order and scaled. */
export async function lookAtRegisters(source: string, look: Look): Promise<Result<LookedAt[], Reason[]>> {
  const { unitId, function: fn, address, count } = look
  const range = { unitId, function: fn, address, count }
  const answer = await engineLink.host?.request({ type: 'look', id: newId(), source, range }).catch(() => null)
  if (!answer) return err([reason('telemetry.engine_silent')])
  if (answer.words === null) return err([reason('telemetry.source_unread', { code: source, error: answer.error ?? '' })])
  const { words } = answer
  const width = widthOf(look.type)
  const places = Array.from({ length: Math.floor(words.length / width) }, (_, index) => index * width)
  return ok(places.map((at) => {
    const raw = words.slice(at, at + width)
    return { address: address + at, raw, orders: readInOrders(raw, look) }
  }))
}
