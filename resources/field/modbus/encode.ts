import type { ModbusPoint } from '#field/station'

/** What a gateway of its kind sends where the sensor gives nothing: the lowest 16-bit number, or not a number. */
const FAULT_INT16 = 0x8000

/** The 16-bit words of a value as they go over the wire. */
export function encode(value: number | null, { type, wordOrder, scale, offset }: ModbusPoint['register']): number[] {
  if (type === 'float32') {
    const bytes = Buffer.alloc(4)
    bytes.writeFloatBE(value === null ? Number.NaN : (value - offset) / scale)
    return ordered(bytes, wordOrder)
  }
  if (value === null) return [FAULT_INT16]
  const raw = Math.round((value - offset) / scale)
  return [Math.min(0x7fff, Math.max(-0x7fff, raw)) & 0xffff]
}

/** ABCD is big-endian throughout; CDAB swaps the words, BADC the bytes in each, DCBA both. */
function ordered(bytes: Buffer, order: ModbusPoint['register']['wordOrder']): number[] {
  if (order === 'BADC' || order === 'DCBA') bytes.swap16()
  const words = [bytes.readUInt16BE(0), bytes.readUInt16BE(2)]
  return order === 'CDAB' || order === 'DCBA' ? words.reverse() : words
}
