import { test } from '@japa/runner'
import { Recorder } from '#modules/telemetry/engine/recorder'
import type { Batch } from '#modules/telemetry/historian/messages'
import { frozenClock } from '#tests/support/clock'

const turn = () => new Promise((resolve) => setTimeout(resolve, 40))
const transition = (point: string) => ({ kind: 'point_lost', point, fault: 'stale', at: 1 }) as const

function recorder(lastBatch = 0) {
  const sent: Batch[] = []
  const told: number[] = []
  return { sent, told, recorder: new Recorder(lastBatch, (batch) => sent.push(batch), (seq) => told.push(seq)) }
}

test.group('The recorder', () => {
  test('a sample, its count and its alarm travel in one batch, also where the batch is full', async ({ assert }) => {
    const { sent, recorder: it } = recorder()
    for (let row = 0; row < 1_200; row++) {
      it.condition('C', { count: row, active: false })
      it.transition(row, transition(`P${row}`))
      it.reading(1, row, row, 'good')
    }
    await turn()
    it.stored(4)
    assert.deepEqual(sent.map(({ pointIds }) => pointIds.length), [500, 500, 200])
    for (const batch of sent) {
      assert.deepEqual(batch.transitions.map(({ seq }) => seq), [...batch.instants])
      assert.equal(batch.conditions[0]!.state.count, batch.instants.at(-1))
    }
  })

  test('batches go on from the number of the history', async ({ assert }) => {
    const { sent, recorder: it } = recorder(41)
    it.reading(1, 1, 1, 'good')
    await turn()
    assert.equal(sent[0]!.id, 42)
  })

  test('settles when stored, not before; a transition is told then, and once', async ({ assert }) => {
    const { told, recorder: it } = recorder()
    it.transition(7, transition('P'))
    it.reading(1, 1, 1, 'good')
    let settled = false
    const waiting = it.settled().then(() => (settled = true))
    await turn()
    assert.isFalse(settled)
    assert.deepEqual(told, [])
    it.stored(1)
    await waiting
    it.stored(1)
    assert.deepEqual(told, [7])
  })

  test('where storage stands still, alarms are told without it, in order, and not again', async ({ assert, cleanup }) => {
    const time = frozenClock()
    cleanup(time.restore)
    const { told, recorder: it } = recorder()
    it.transition(1, transition('A'))
    it.transition(2, transition('B'))
    it.reading(1, 1, 1, 'good')
    await turn()
    it.tick()
    assert.deepEqual(told, [])
    time.forward(600)
    it.tick()
    assert.deepEqual(told, [1, 2])
    it.stored(1)
    assert.deepEqual(told, [1, 2])
  })

  test('a full disk is told at once and nobody waits for room any more', async ({ assert }) => {
    const { told, recorder: it } = recorder()
    for (let row = 0; row < 40_000; row++) it.reading(1, row, row, 'good')
    await turn()
    assert.isNotNull(it.congestion(), 'publishers wait while storage moves')
    it.transition(1, transition('A'))
    it.failed(true)
    it.tick()
    assert.deepEqual(told, [1])
    assert.isNull(it.congestion())
  })

  test('beyond its bound it says so and counts what it lets go', ({ assert }) => {
    const { recorder: it } = recorder()
    let kept = 0
    for (let row = 0; row < 200_100; row++) kept += it.reading(1, row, row, 'good') ? 1 : 0
    assert.equal(kept, 200_000)
    assert.equal(it.dropped, 100)
    assert.equal(it.pendingRows, 200_000)
  })

  test('what a dead historian did not confirm goes to the next one', async ({ assert }) => {
    const { sent, recorder: it } = recorder()
    it.reading(1, 1, 1, 'good')
    await turn()
    const again: Batch[] = []
    it.reconnect((batch) => again.push(batch))
    assert.deepEqual(again, sent)
  })
})
