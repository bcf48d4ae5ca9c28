import type { RegisterMapping, ValueType, WordOrder } from '#modules/telemetry/engine/port'

/** Registers that one value takes; bits take one "register" of functions 1 and 2. */
export const widthOf = (type: ValueType): number => (type === 'int32' || type === 'uint32' || type === 'float32' ? 2 : 1)

export const WORD_ORDERS: readonly WordOrder[] = ['ABCD', 'CDAB', 'BADC', 'DCBA']

/** Brings the two registers of a 32-bit value into the order `ABCD`. */
function inOrder(high: number, low: number, order: WordOrder): [number, number] {
  const swap = (word: number) => ((word & 0xff) << 8) | (word >> 8)
  switch (order) {
    case 'ABCD':
      return [high, low]
    case 'CDAB':
      return [low, high]
    case 'BADC':
      return [swap(high), swap(low)]
    case 'DCBA':
      return [swap(low), swap(high)]
  }
}

/**
 * The raw number in `words` (16-bit registers as read; 0 or 1 for bits). 123456.0 as float32 is `47F1 2000` in `ABCD`.
 * NaN where a word is missing.
 */
export function decodeRaw(words: readonly number[], type: ValueType, order: WordOrder): number {
  const [first, second] = words
  if (first === undefined || (widthOf(type) === 2 && second === undefined)) return Number.NaN
  const view = new DataView(new ArrayBuffer(4))
  if (widthOf(type) === 2) {
    const [high, low] = inOrder(first, second!, order)
    view.setUint16(0, high)
    view.setUint16(2, low)
  } else view.setUint16(0, first)
  switch (type) {
    case 'bool':
      return first === 0 ? 0 : 1
    case 'int16':
      return view.getInt16(0)
    case 'uint16':
      return view.getUint16(0)
    case 'int32':
      return view.getInt32(0)
    case 'uint32':
      return view.getUint32(0)
    case 'float32':
      return view.getFloat32(0)
  }
}

/** Neighbouring registers that are read in one request. */
export interface ReadBlock {
  unitId: number
  function: 1 | 2 | 3 | 4
  address: number
  length: number
  registers: RegisterMapping[]
}

/** A gap up to this is cheaper to read along than a second request. */
const GAP = 8
/** Below the protocol's 125 registers and 2000 bits: some gateways take fewer. */
const LONGEST = 100

/** Groups the registers of one poll class into as few requests as possible. */
export function planReads(registers: readonly RegisterMapping[]): ReadBlock[] {
  const sorted = [...registers].sort(
    (a, b) => a.unitId - b.unitId || a.function - b.function || a.address - b.address
  )
  const blocks: ReadBlock[] = []
  for (const register of sorted) {
    const end = register.address + widthOf(register.type)
    const block = blocks.at(-1)
    const joins =
      block !== undefined &&
      block.unitId === register.unitId &&
      block.function === register.function &&
      register.address - (block.address + block.length) <= GAP &&
      end - block.address <= LONGEST
    if (joins) {
      block.length = Math.max(block.length, end - block.address)
      block.registers.push(register)
    } else {
      const { unitId, address, function: fn } = register
      blocks.push({ unitId, function: fn, address, length: end - address, registers: [register] })
    }
  }
  return blocks
}

/** Registers hold seven digits at the most: what binary arithmetic adds behind them is not measured. */
export const engineeringValue = (raw: number, scale: number, offset: number): number =>
  Number((raw * scale + offset).toPrecision(9))

/**
 * The engineering values of a block's registers, out of the words that were read. A float whose words are in the wrong
 * order is often next to nothing (25.0 becomes 2e-41): inside every range, and as far from the truth as can be.
 */
export function valuesOf(block: ReadBlock, words: readonly number[]): { register: RegisterMapping; value: number }[] {
  return block.registers.map((register) => {
    const { address, type, wordOrder, scale, offset, finest = 0 } = register
    const at = address - block.address
    const raw = decodeRaw(words.slice(at, at + widthOf(type)), type, wordOrder)
    const nothing = type === 'float32' && raw !== 0 && Math.abs(raw * scale) < finest
    return { register, value: nothing ? Number.NaN : engineeringValue(raw, scale, offset) }
  })
}
