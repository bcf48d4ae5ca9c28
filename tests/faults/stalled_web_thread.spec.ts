import { test } from '@japa/runner'
import { newId } from '#app/kernel/ids'
import { plantConfig, startEngine, waitFor } from '#tests/support/field_engine'

const STALL_MS = 4_500

test.group('A web thread that stands still', () => {
  test('F18 the engine goes on meanwhile, and is not taken for dead by a watcher that heard nothing', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig())
    cleanup(engine.stop)
    const deaths: string[] = []
    engine.host.on('dead', (name, why) => deaths.push(`${name}: ${why}`))
    let beats = 0
    engine.host.on('heartbeat', () => (beats += 1))
    await waitFor(() => beats > 0)
    const before = beats
    // From here the loop comes to its timers before it comes to the messages that waited.
    await new Promise<void>((resolve) => setImmediate(() => {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, STALL_MS)
      resolve()
    }))
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    assert.deepEqual(deaths, [])
    assert.isAtLeast(beats - before, 4)
    const { points } = await engine.host.request({ type: 'snapshot', id: newId() })
    assert.lengthOf(points, 1)
  }).timeout(30_000)
})
