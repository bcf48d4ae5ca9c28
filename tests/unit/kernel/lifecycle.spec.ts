import { test } from '@japa/runner'
import { Lifecycle } from '#app/kernel/lifecycle'
import { reason } from '#app/kernel/reason'

type Facts = { signed: boolean; tested: boolean }

const door = new Lifecycle<'shut' | 'open', 'open' | 'shut', Facts>('doors', 'shut', [
  {
    command: 'open',
    from: ['shut'],
    to: 'open',
    guards: [
      (facts) => (facts.signed ? null : reason('doors.not_signed')),
      (facts) => (facts.tested ? null : reason('doors.not_tested')),
    ],
  },
  { command: 'shut', from: ['open'], to: 'shut' },
])

test.group('Lifecycle', () => {
  test('goes on when every guard agrees', ({ assert }) => {
    assert.deepEqual(door.decide('shut', 'open', { signed: true, tested: true }), { ok: true, value: 'open' })
  })

  test('gives all reasons at once, not the first', ({ assert }) => {
    const decision = door.decide('shut', 'open', { signed: false, tested: false })
    assert.deepEqual(decision, { ok: false, error: [{ code: 'doors.not_signed' }, { code: 'doors.not_tested' }] })
  })

  test('refuses a command that the state does not know', ({ assert }) => {
    const decision = door.decide('shut', 'shut', { signed: true, tested: true })
    assert.isFalse(decision.ok)
  })

  test('lists what can be done now and why the rest can not', ({ assert }) => {
    const commands = door.commands('shut', { signed: true, tested: false })
    assert.deepEqual(commands, [{ command: 'open', to: 'open', reasons: [{ code: 'doors.not_tested' }] }])
  })
})
