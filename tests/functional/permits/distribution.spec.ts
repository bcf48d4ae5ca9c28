import { test } from '@japa/runner'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'
import { aPermit, clearPermits, demoPlant } from '#tests/support/permit_site'

test.group('How much dangerous work there is (E05)', (group) => {
  group.each.timeout(30_000)
  group.setup(() => demoPlant())

  test('E05 permits in force are counted live by type, level, state, area and hour; for an area only its own', async ({ client, assert, cleanup }) => {
    const time = frozenClock(Date.UTC(2026, 10, 24, 2, 30))
    cleanup(() => time.restore())
    await clearPermits()
    const { token } = await person(['permits.read', 'board.read'])
    const ask = async (area?: string) => (await client.get('/api/v1/permits/distribution').bearerToken(token).qs(area ? { area } : {})).body().data
    assert.equal((await ask()).total, 0)

    await aPermit('draft')
    await aPermit('started')
    const data = await ask()
    assert.equal(data.total, 1)
    assert.deepEqual(data.by_type, [{ code: 'hot_work', count: 1 }])
    assert.deepEqual(data.by_state, [{ code: 'started', count: 1 }])
    assert.containsSubset(data.by_level, [{ code: 'L1', count: 1, name: '一级动火' }])
    assert.containsSubset(data.by_area, [{ code: 'GAS2', count: 1 }])
    const hour = (at: number) => data.by_hour.find((one: any) => one.at === at).count
    const thisHour = Math.floor(time.now() / 3_600_000) * 3_600_000
    assert.equal(hour(thisHour), 1)
    assert.equal(hour(thisHour - 3_600_000), 0)
    assert.equal((await ask('BF7')).total, 0)
    assert.equal((await ask('GAS2')).total, 1)
    const board = (await client.get('/api/v1/board').bearerToken(token)).body().data
    assert.equal(board.areas.find((one: any) => one.code === 'GAS2').permits, 1)

    await clearPermits()
    assert.equal((await ask()).total, 0)
    const stranger = await person(['board.read'])
    const refused = await client.get('/api/v1/permits/distribution').bearerToken(stranger.token)
    refused.assertStatus(403)
  })
})
