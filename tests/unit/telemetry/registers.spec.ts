import fc from 'fast-check'
import { test } from '@japa/runner'
import { decodeRaw, planReads, valuesOf, widthOf, WORD_ORDERS } from '#modules/telemetry/drivers/registers'
import type { RegisterMapping } from '#modules/telemetry/engine/port'

const register = (address: number, changes: Partial<RegisterMapping> = {}): RegisterMapping => ({
  point: `P${address}`, unitId: 1, function: 3, address, type: 'uint16', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'x', ...changes,
})

test.group('Registers', () => {
  test('123456.0 is 47F1 2000 in ABCD, and its three other orders', ({ assert }) => {
    assert.equal(decodeRaw([0x47f1, 0x2000], 'float32', 'ABCD'), 123456)
    assert.equal(decodeRaw([0x2000, 0x47f1], 'float32', 'CDAB'), 123456)
    assert.equal(decodeRaw([0xf147, 0x0020], 'float32', 'BADC'), 123456)
    assert.equal(decodeRaw([0x0020, 0xf147], 'float32', 'DCBA'), 123456)
  })

  test('signed and unsigned, bits, and a missing word', ({ assert }) => {
    assert.equal(decodeRaw([0xffff], 'int16', 'ABCD'), -1)
    assert.equal(decodeRaw([0xffff], 'uint16', 'ABCD'), 65_535)
    assert.equal(decodeRaw([0xffff, 0xfffe], 'int32', 'ABCD'), -2)
    assert.equal(decodeRaw([0xffff, 0xfffe], 'uint32', 'ABCD'), 4_294_967_294)
    assert.equal(decodeRaw([1], 'bool', 'ABCD'), 1)
    assert.isNaN(decodeRaw([0x47f1], 'float32', 'ABCD'))
    assert.isNaN(decodeRaw([0x7fc0, 0], 'float32', 'ABCD'))
  })

  test('any 32-bit number is found again in the order that it was written in, and in no other by accident', ({ assert }) => {
    const swap = (word: number) => ((word & 0xff) << 8) | (word >> 8)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0, max: 0xffff }), (high, low) => {
        const written = { ABCD: [high, low], CDAB: [low, high], BADC: [swap(high), swap(low)], DCBA: [swap(low), swap(high)] }
        for (const order of WORD_ORDERS) assert.equal(decodeRaw(written[order], 'uint32', order), high * 0x10000 + low)
      })
    )
  })

  test('neighbours are read in one request; units, functions and wide gaps are not joined', ({ assert }) => {
    const blocks = planReads([register(0), register(1, { type: 'float32' }), register(5), register(30), register(6, { function: 4 }), register(6, { unitId: 2 })])
    assert.deepEqual(
      blocks.map(({ unitId, function: fn, address, length }) => [unitId, fn, address, length]),
      [[1, 3, 0, 6], [1, 3, 30, 1], [1, 4, 6, 1], [2, 3, 6, 1]]
    )
  })

  test('any plan reads every register once, and no request is longer than a device takes', ({ assert }) => {
    const mapping = fc.record({ address: fc.integer({ min: 0, max: 2_000 }), unitId: fc.integer({ min: 1, max: 3 }), type: fc.constantFrom('uint16' as const, 'float32' as const) })
    fc.assert(
      fc.property(fc.array(mapping, { maxLength: 200 }), (some) => {
        const registers = some.map((one, index) => register(one.address, { ...one, point: `P${index}` }))
        const blocks = planReads(registers)
        assert.lengthOf(blocks.flatMap((block) => block.registers), registers.length)
        for (const block of blocks) {
          assert.isAtMost(block.length, 125)
          for (const { address, type } of block.registers) {
            assert.isAtLeast(address, block.address)
            assert.isAtMost(address + widthOf(type), block.address + block.length)
          }
        }
      })
    )
  })

  test('scale and offset make the engineering value', ({ assert }) => {
    const [block] = planReads([register(4, { scale: 0.1, offset: -50 })])
    assert.deepEqual(valuesOf(block!, [743]).map(({ register: { point }, value }) => [point, value]), [['P4', 24.3]])
  })
})
