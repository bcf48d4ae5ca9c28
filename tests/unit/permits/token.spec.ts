import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { sealPermit, sealPlace, unsealPermit, unsealPlace } from '#modules/permits/token'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const claim = { permitId: 'p-1', code: 'DH-20260302-001', areaCode: 'GAS2', from: 1_000, until: 2_000, nonce: 'n' }
const text = sealPermit(claim, privateKey)

test.group('Codes that are scanned', () => {
  test('say what they were made of, to who holds the public key alone (C10)', ({ assert }) => {
    assert.deepEqual(unsealPermit(text, publicKey), claim)
    assert.equal(unsealPlace(sealPlace('GAS2', privateKey), publicKey), 'GAS2')
  })

  test('a permit is no sign, and a sign no permit', ({ assert }) => {
    assert.isNull(unsealPlace(text, publicKey))
    assert.isNull(unsealPermit(sealPlace('GAS2', privateKey), publicKey))
    assert.isNull(unsealPermit(text, generateKeyPairSync('ed25519').publicKey))
  })

  test('no sign of it can be another (F24)', ({ assert }) => {
    const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= '
    fc.assert(
      fc.property(fc.integer({ min: 0, max: text.length - 1 }), fc.constantFrom(...signs), (at, sign) => {
        fc.pre(text[at] !== sign)
        const forged = text.slice(0, at) + sign + text.slice(at + 1)
        if (forged.trim() !== text) assert.isNull(unsealPermit(forged, publicKey))
      }),
      { numRuns: 3_000 }
    )
  })

  test('another content under the same signature, and whatever else, is nothing (F24)', ({ assert }) => {
    const [head, , signature] = text.split('.')
    for (let round = 0; round < 2_000; round++) {
      const body = Buffer.from(JSON.stringify(['p-2', claim.code, 'GAS1', 0, 9e15, randomBytes(6).toString('hex')])).toString('base64url')
      assert.isNull(unsealPermit(`${head}.${body}.${signature}`, publicKey))
    }
    for (const strange of ['', 'RLP1', 'RLP1..', `${text}.x`, text.repeat(10), 'RLP1.bm8.bm8']) assert.isNull(unsealPermit(strange, publicKey))
  })
})
