import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { test } from '@japa/runner'
import type { Actor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { handleAlarm, handleAlarms } from '#modules/telemetry/actions/handle_alarm'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { shelveAlarm, unshelveAlarm } from '#modules/telemetry/actions/shelve_alarm'
import type { AlarmRow } from '#modules/telemetry/rows'

type Command = 'raise' | 'clear' | 'acknowledge' | 'reset' | 'acknowledge_as_machine' | 'acknowledge_many' | 'shelve' | 'unshelve'

const PERSON: Actor = { id: 'somebody', name: '孙立', device: null }
const MACHINE: Actor = { id: null, name: 'device:X', device: 'X' }

/** Which states may follow which; written down here a second time, from ISA-18.2. */
const MAY_FOLLOW: Record<string, string[]> = {
  active_unacknowledged: ['active_acknowledged', 'cleared_unacknowledged'],
  active_acknowledged: ['latched', 'normal'],
  cleared_unacknowledged: ['latched', 'normal'],
  latched: ['normal'],
  normal: [],
}

let serial = 0

async function perform(command: Command, condition: string, latching: boolean): Promise<void> {
  const standing: AlarmRow | null = await db.from('alarms').where('condition_code', condition).orderBy('id', 'desc').first()
  const at = Date.now()
  if (command === 'raise') {
    const names = { name: '测试', nameEn: 'Test' }
    const what = { conditionCode: condition, pointCode: null, areaCode: null, priority: 2, alarmClass: 'gas' } as const
    await transact((tx) => raiseAlarm(tx, { ...what, ...names, latching, at }))
  } else if (command === 'clear') await transact((tx) => clearAlarm(tx, condition, at))
  else if (command === 'shelve' && standing) await shelveAlarm({ alarmId: standing.id, until: at + 3_600_000, why: '测试', by: PERSON })
  else if (command === 'unshelve' && standing) await unshelveAlarm({ alarmId: standing.id, by: PERSON })
  else if (command === 'acknowledge_many' && standing) await handleAlarms({ ids: [standing.id, standing.id], command: 'acknowledge', by: PERSON })
  else if (standing) {
    const by = command === 'acknowledge_as_machine' ? MACHINE : PERSON
    await handleAlarm({ alarmId: standing.id, command: command === 'reset' ? 'reset' : 'acknowledge', by })
  }
}

test.group('Alarms under random commands', (group) => {
  group.each.timeout(120_000)

  test('L06 T03 no forbidden state, one standing alarm at most, and every change on record: latching {$self}')
    .with([true, false])
    .run(async ({ assert }, latching) => {
      const command = fc.constantFrom<Command>('raise', 'raise', 'clear', 'acknowledge', 'reset', 'acknowledge_as_machine', 'acknowledge_many', 'shelve', 'unshelve')
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 14 }), async (commands) => {
          const condition = `T-RANDOM-${++serial}`
          let shelf = false
          const seen = new Map<string, { state: string; entries: number }>()
          for (const one of commands) {
            await perform(one, condition, latching)
            const alarms: AlarmRow[] = await db.from('alarms').where('condition_code', condition)
            // A shelf is never lost by the condition coming and going, and never outlives an unshelving.
            const shelved = alarms.filter(({ state, shelved_until: until }) => state !== 'normal' && until !== null)
            if (one === 'shelve' && shelved.length > 0) shelf = true
            if (one === 'unshelve') shelf = false
            if (!shelf) assert.lengthOf(shelved, 0)
            assert.isAtMost(alarms.filter(({ state }) => state !== 'normal').length, 1)
            for (const { id, state, acknowledged_by: by } of alarms) {
              const before = seen.get(id)
              if (before?.state === state) continue
              if (before) assert.include(MAY_FOLLOW[before.state], state, `${before.state} to ${state} by ${one}`)
              else assert.equal(state, 'active_unacknowledged')
              const entries = (await db.from('audit_entries').where('subject_id', id)).length
              assert.isAbove(entries, before?.entries ?? 0, `${before?.state} to ${state} left no audit entry`)
              if (state === 'active_acknowledged' || state === 'latched') assert.equal(by, 'somebody')
              seen.set(id, { state, entries })
            }
          }
        }),
        { numRuns: 40 }
      )
    })
})
