import { test } from '@japa/runner'
import { latchingAlarm, plainAlarm, type AlarmCommand, type AlarmState } from '#modules/telemetry/lifecycle'

const PERSON = { byPerson: true }

function walk(table: typeof latchingAlarm, commands: AlarmCommand[]): AlarmState | string {
  let state: AlarmState = table.initial
  for (const command of commands) {
    const decision = table.decide(state, command, PERSON)
    if (!decision.ok) return `${command} refused in ${state}`
    state = decision.value
  }
  return state
}

test.group('Alarm states', () => {
  test('a process alarm: {commands} ends in {state}')
    .with([
      { commands: ['acknowledge'], state: 'active_acknowledged' },
      { commands: ['acknowledge', 'clear'], state: 'latched' },
      { commands: ['acknowledge', 'clear', 'reset'], state: 'normal' },
      { commands: ['clear'], state: 'cleared_unacknowledged' },
      { commands: ['clear', 'acknowledge'], state: 'latched' },
      { commands: ['clear', 'acknowledge', 'reset'], state: 'normal' },
      { commands: ['reset'], state: 'reset refused in active_unacknowledged' },
      { commands: ['acknowledge', 'reset'], state: 'reset refused in active_acknowledged' },
      { commands: ['clear', 'reset'], state: 'reset refused in cleared_unacknowledged' },
      { commands: ['acknowledge', 'acknowledge'], state: 'acknowledge refused in active_acknowledged' },
      { commands: ['clear', 'replace'], state: 'normal' },
    ] as { commands: AlarmCommand[]; state: string }[])
    .run(({ assert }, { commands, state }) => assert.equal(walk(latchingAlarm, commands), state))

  test('an alarm of the system needs no reset', ({ assert }) => {
    assert.equal(walk(plainAlarm, ['acknowledge', 'clear']), 'normal')
    assert.equal(walk(plainAlarm, ['clear', 'acknowledge']), 'normal')
  })

  test('nobody but a person acknowledges or resets', ({ assert }) => {
    for (const [state, command] of [['active_unacknowledged', 'acknowledge'], ['latched', 'reset']] as const) {
      const decision = latchingAlarm.decide(state, command, { byPerson: false })
      assert.deepEqual(decision, { ok: false, error: [{ code: 'telemetry.only_a_person' }] })
    }
  })
})
