import type { Assert } from '@japa/assert'
import { test } from '@japa/runner'
import { KilledEngine } from '#tests/support/field_stream'

const PER_ROUND = 1_500

/** Seeded, so that a failure can be run again. */
function* moments(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

async function killAgainAndAgain(assert: Assert, kills: number, seed: number): Promise<void> {
  const engine = new KilledEngine()
  const random = moments(seed)
  let sent = 0
  for (let round = 0; round < kills; round++) {
    await engine.start()
    sent += PER_ROUND
    const sending = engine.send(sent)
    await new Promise((resolve) => setTimeout(resolve, random.next().value! * 200))
    await engine.kill()
    await sending
  }
  await engine.start()
  await engine.send(sent)
  await engine.kill('SIGTERM')

  const stored = engine.stored()
  assert.equal(engine.acknowledged.size, sent, 'in the end all is acknowledged')
  assert.deepEqual(stored.map(({ ts }) => ts), Array.from({ length: sent }, (_, index) => engine.ts(index)), 'nothing is lost, nothing is twice')
  assert.deepEqual(engine.summary(), { minutes: sent, hours: sent, days: sent, integrity: 'ok' })
  assert.deepEqual(engine.alarms(), engine.expected(sent), 'each excursion fired once, at its third sample')
}

test.group('An engine that is killed in mid-stream', () => {
  test('loses nothing acknowledged, doubles nothing, keeps its counts', async ({ assert }) => {
    await killAgainAndAgain(assert, 4, 20_261_124)
  }).timeout(60_000)

  test('acknowledges only what is on disk', async ({ assert }) => {
    const engine = new KilledEngine()
    await engine.start()
    const sending = engine.send(50_000)
    while (engine.acknowledged.size < 300) await new Promise((resolve) => setTimeout(resolve, 1))
    await engine.kill()
    await sending
    const stored = new Set(engine.stored().map(({ ts }) => ts))
    assert.isBelow(engine.acknowledged.size, 50_000, 'it was killed in mid-stream')
    for (const index of engine.acknowledged) assert.isTrue(stored.has(engine.ts(index)), `${index} was acknowledged`)
  }).timeout(60_000)
})
