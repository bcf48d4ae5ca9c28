import { test } from '@japa/runner'
import { OutputTable, type OutputCommand } from '#modules/telemetry/engine/output_table'
import type { Transition } from '#modules/telemetry/engine/port'
import { frozenClock } from '#tests/support/clock'
import { siren } from '#tests/support/field_engine'

function table(restored: { code: string; commanded: boolean }[] = []) {
  const time = frozenClock()
  const written: OutputCommand[] = []
  const told: Transition[] = []
  const outputs = new OutputTable(restored, (_, command) => written.push(command), (transition) => told.push(transition))
  outputs.configure([siren()])
  const pass = (ms: number) => {
    time.forward(ms)
    outputs.tick()
  }
  return { time, written, told, outputs, pass, kinds: () => told.map(({ kind }) => kind), state: () => outputs.snapshots()[0]! }
}

test.group('Outputs', (group) => {
  let it: ReturnType<typeof table>
  group.each.setup(() => {
    it = table()
    return () => it.time.restore()
  })

  test('an output counts as switched when its device says so', ({ assert }) => {
    it.outputs.command('SIREN', true, 'gas')
    assert.equal(it.state().state, 'waiting')
    it.outputs.readBack('SIREN', false)
    assert.equal(it.state().state, 'waiting')
    it.outputs.readBack('SIREN', true)
    assert.equal(it.state().state, 'confirmed')
    assert.deepEqual(it.kinds(), ['output_commanded', 'output_confirmed'])
  })

  test('silence: two retries with the same id, then it has failed, within three times its time', ({ assert }) => {
    it.outputs.command('SIREN', true, 'gas')
    for (let step = 0; step < 20; step++) it.pass(100)
    assert.lengthOf(it.written, 3)
    assert.lengthOf(new Set(it.written.map(({ id }) => id)), 1)
    assert.deepEqual(it.kinds(), ['output_commanded', 'output_failed'])
    const [commanded, failed] = it.told
    assert.isAtMost(failed!.at - commanded!.at, 3 * siren().confirmWithinMs + 100)
  })

  test('a device that is back and does not do it is commanded once more, and its obedience told', ({ assert }) => {
    it.outputs.command('SIREN', true, 'gas')
    for (let step = 0; step < 20; step++) it.pass(100)
    it.outputs.readBack('SIREN', false)
    it.outputs.readBack('SIREN', false)
    assert.lengthOf(it.written, 4)
    it.outputs.readBack('SIREN', true)
    assert.deepEqual(it.kinds(), ['output_commanded', 'output_failed', 'output_confirmed'])
  })

  test('the same wish twice is one command; the contrary is a new one', ({ assert }) => {
    it.outputs.command('SIREN', true, 'gas')
    it.outputs.command('SIREN', true, 'other gas')
    assert.lengthOf(it.written, 1)
    it.outputs.command('SIREN', false, 'reset')
    assert.deepEqual(it.written.map(({ value }) => value), [true, false])
  })

  test('one that falls off is commanded again', ({ assert }) => {
    it.outputs.command('SIREN', true, 'gas')
    it.outputs.readBack('SIREN', true)
    it.outputs.readBack('SIREN', false)
    it.pass(10)
    assert.lengthOf(it.written, 2)
    assert.equal(it.state().state, 'waiting')
  })

  test('after a restart nothing is commanded by itself; what the device says is believed', ({ assert }) => {
    it.time.restore()
    it = table([{ code: 'SIREN', commanded: true }])
    assert.isFalse(it.outputs.isReleased('SIREN'))
    assert.equal(it.state().state, 'unknown')
    it.pass(60_000)
    it.outputs.readBack('SIREN', true)
    assert.equal(it.state().state, 'confirmed')
    assert.deepEqual([it.written, it.told], [[], []])
  })
})
