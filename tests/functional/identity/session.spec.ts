import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { pairDevice, setPairingCode } from '#app/identity/index'
import { frozenClock } from '#tests/support/clock'
import { device, person, PIN } from '#tests/support/people'

test.group('Session', () => {
  test('badge and PIN give a token that says who one is', async ({ client, assert }) => {
    const someone = await person(['audit.read'])
    const response = await client.post('/api/v1/session').json({ badge: someone.badge, pin: PIN })
    response.assertStatus(201)
    const session = await client.get('/api/v1/session').bearerToken(response.body().data.token)
    assert.equal(session.body().data.person.code, someone.code)
    assert.deepEqual(session.body().data.permissions, ['audit.read'])
  })

  test('a wrong PIN and an unknown badge read alike', async ({ client, assert }) => {
    const someone = await person()
    const wrong = await client.post('/api/v1/session').json({ badge: someone.badge, pin: '000000' })
    const unknown = await client.post('/api/v1/session').json({ badge: 'nobody', pin: '000000' })
    wrong.assertStatus(401)
    assert.deepEqual(wrong.body(), unknown.body())
  })

  test('five wrong PINs lock for a minute, then the right one works (F23)', async ({ client, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const someone = await person()
    const attempt = (pin: string) => client.post('/api/v1/session').json({ badge: someone.badge, pin })
    for (let round = 0; round < 5; round++) (await attempt('000000')).assertStatus(401)
    ;(await attempt(PIN)).assertStatus(401)
    clock.forward(61_000)
    ;(await attempt(PIN)).assertStatus(201)
  })

  test('all faults of the input come at once, in the language of the reader', async ({ client, assert }) => {
    const response = await client.post('/api/v1/session').json({ badge: '', pin: '12' }).header('accept-language', 'en')
    response.assertStatus(422)
    assert.sameMembers(response.body().error.details.map((fault: any) => fault.field), ['badge', 'pin'])
  })

  test('no token, no permission, revoked token', async ({ client }) => {
    const someone = await person([])
    ;(await client.get('/api/v1/audit')).assertStatus(401)
    ;(await client.get('/api/v1/audit').bearerToken(someone.token)).assertStatus(403)
    const auditor = await person(['audit.read'])
    ;(await client.get('/api/v1/audit').bearerToken(auditor.token)).assertStatus(200)
    const session = await client.get('/api/v1/session').bearerToken(auditor.token)
    session.assertStatus(200)
    ;(await client.delete('/api/v1/session').bearerToken(auditor.token)).assertStatus(204)
    ;(await client.get('/api/v1/audit').bearerToken(auditor.token)).assertStatus(401)
  })
})

test.group('Devices', () => {
  test('a pairing code works once, and a new pairing ends the former', async ({ assert }) => {
    await device({ code: 'PAIR-1', kind: 'gate' }, ['access.decide'])
    await transact((tx) => setPairingCode(tx, 'PAIR-1', { code: 'once', validMs: 60_000 }))
    const first = await pairDevice('once')
    assert.isTrue(first.ok)
    assert.isFalse((await pairDevice('once')).ok)
  })

  test('an expired code is refused', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    await device({ code: 'PAIR-2', kind: 'gate' }, [])
    await transact((tx) => setPairingCode(tx, 'PAIR-2', { code: 'late', validMs: 60_000 }))
    clock.forward(60_001)
    assert.isFalse((await pairDevice('late')).ok)
  })
})
