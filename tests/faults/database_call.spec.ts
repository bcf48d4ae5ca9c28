import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { dataPath } from '#config/data'
import { performCommand as handleHazard } from '#modules/hazards/actions/perform_command'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { handleAlarm } from '#modules/telemetry/actions/handle_alarm'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { reportHazard } from '#modules/hazards/actions/report_hazard'
import { frozenClock } from '#tests/support/clock'
import { FailingDatabase, type Failing } from '#tests/support/failing_database'
import { faultRuns, faultTimeout } from '#tests/support/fault_runs'
import { brokenInvariants } from '#tests/support/plant_invariants'
import { aDraft, aPermit, checksOf, clearPermits, confirmAll, deliver, demoPlant, enter, perform, stateOf, testGas, tokenOf, who, whoAt } from '#tests/support/permit_site'

/** Beyond this many calls a use case is not one any more. */
const MOST_CALLS = 400
/** In its short form every third call fails; a different third for each use case. */
const RUNS = faultRuns(20)
const STRIDE = RUNS >= 100 ? 1 : 3

interface UseCase {
  name: string
  /** Something new to do it to. */
  prepare(): Promise<string>
  act(subject: string): Promise<unknown>
  done(subject: string): Promise<boolean>
  /** What the plant does by itself a little later. */
  afterwards?(): Promise<void>
  /** Where each turn needs a permit of its own, the short form takes longer steps. */
  step?: number
}

const code = async (name: string) => (await who(name)).caller
const inState = (...states: string[]) => async (id: string) => states.includes(await stateOf(id))

let serial = 0
const raise = (areaCode = 'GAS2') =>
  transact(async (tx) => {
    serial += 1
    return (await raiseAlarm(tx, { conditionCode: `F2-${serial}`, pointCode: null, areaCode, priority: 1, alarmClass: 'gas', name: '煤气', nameEn: 'Gas', latching: false, value: 200, limit: 160, unit: 'ppm', at: tx.now }))!
  })

/** The gas is gone and people have said so: work may begin again. */
async function quieten(): Promise<void> {
  const standing = await db.from('alarms').where('area_code', 'GAS2').whereNot('state', 'normal').select('id', 'condition_code', 'state')
  for (const { id, condition_code: condition, state } of standing) {
    await transact((tx) => clearAlarm(tx, condition, tx.now))
    if (state.endsWith('unacknowledged')) await handleAlarm({ alarmId: id, command: 'acknowledge', by: (await code('E1001')).actor })
  }
  await deliver()
}

let clock: ReturnType<typeof frozenClock>
const drafts = new Set<string>()

async function closableHazard(): Promise<string> {
  const reporter = await who('E1001')
  const reported = await reportHazard({ typeCode: 'F2-GUARD', areaCode: 'GAS2', class: 'hazard', level: 'general', words: '护罩', photos: [], by: reporter.caller.actor, reporter: { id: reporter.id, name: 'E1001' } })
  if (!reported.ok) throw new Error(JSON.stringify(reported.error))
  const { id } = reported.value
  const go = async (command: 'dispatch' | 'rectify' | 'verify', by: string, input: object = {}) => {
    const done = await handleHazard({ hazardId: id, command, by: (await code(by)).actor, permissions: PERMISSIONS, input })
    if (!done.ok) throw new Error(`${command}: ${JSON.stringify(done.error)}`)
  }
  if (reported.value.state === 'reported') await go('dispatch', 'E1004', { assignee: 'E1003' })
  const { assignee_id: assignee } = await db.from('hazards').where('id', id).firstOrFail()
  const { code: by } = await db.from('accounts').where('id', assignee).firstOrFail()
  await go('rectify', by)
  await go('verify', by === 'E1004' ? 'E1003' : 'E1004')
  return id
}

const PERMISSIONS = new Set(['hazards.read', 'hazards.dispatch', 'hazards.rectify', 'hazards.verify', 'hazards.close'])

const USE_CASES: UseCase[] = [
  {
    name: 'permit: apply',
    prepare: async () => `draft-${drafts.size}`,
    act: async (subject) => void drafts.add(await aDraft({ place: subject })),
    done: async (subject) => (await db.from('permits').where('place', subject)).length === 1,
  },
  {
    name: 'permit: submit',
    prepare: async () => {
      const id = await aPermit('draft')
      await confirmAll(id)
      return id
    },
    act: async (id) => perform(id, 'submit', await code('E1001')),
    done: inState('submitted'),
  },
  {
    name: 'permit: accept',
    prepare: () => aPermit('submitted'),
    act: async (id) => perform(id, 'accept', await code('E1002'), { dutiesVersion: '2026-1' }),
    done: inState('awaiting_approval'),
  },
  {
    name: 'permit: last approval, issue',
    prepare: async () => {
      const id = await aPermit('awaiting_approval')
      for (const approver of ['E1003', 'E1004']) await perform(id, 'approve', await code(approver))
      return id
    },
    act: async (id) => perform(id, 'approve', await code('E1005')),
    done: inState('issued'),
  },
  {
    name: 'permit: start',
    prepare: async () => {
      const id = await aPermit('issued')
      await testGas(id)
      await enter('E1002', 'GAS2')
      return id
    },
    act: async (id) => perform(id, 'start', await whoAt('E1002', 'GAS2'), { token: await tokenOf(id), checks: await checksOf(id, 'start_checks') }),
    done: inState('started'),
  },
  {
    name: 'permit: suspended by an alarm',
    prepare: async () => {
      await quieten()
      return aPermit('started')
    },
    act: async () => {
      await raise()
      await deliver()
    },
    done: inState('suspended'),
    afterwards: async () => {
      clock.forward(1_000)
      await deliver()
    },
    step: 30,
  },
  {
    name: 'hazard: close',
    prepare: closableHazard,
    act: async (hazardId) => handleHazard({ hazardId, command: 'close', by: (await code('E1004')).actor, permissions: PERMISSIONS, input: {} }),
    done: async (id) => (await db.from('hazards').where('id', id).firstOrFail()).state === 'closed',
  },
  {
    name: 'alarm: acknowledge',
    prepare: () => raise('GAS1'),
    act: async (alarmId) => handleAlarm({ alarmId, command: 'acknowledge', by: (await code('E1001')).actor }),
    done: async (id) => (await db.from('alarms').where('id', id).firstOrFail()).state === 'active_acknowledged',
  },
]

const look = (file: string): string[] => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return brokenInvariants(database)
  } finally {
    database.close()
  }
}

test.group('The N-th database call fails (F2)', (group) => {
  let failing: FailingDatabase

  group.setup(async () => {
    failing = new FailingDatabase()
    await db.manager.close('plant')
    await demoPlant()
    await transact(async (tx) => {
      await tx.db.table('hazard_types').insert({ code: 'F2-GUARD', name: '防护缺失', name_en: 'Guard missing', icon: 'cog', photo_after: false, position: 90, active: true })
    })
    clock = frozenClock(Date.now())
    return () => {
      clock.restore()
      failing.restore()
    }
  })
  group.each.setup(() => async () => {
    await quieten()
    await clearPermits()
  })

  for (const how of ['before', 'after'] as const satisfies Failing[])
    for (const [index, one] of USE_CASES.entries())
      test(`${one.name}, the call's ${how === 'before' ? 'work' : 'answer'} lost`, async ({ assert }) => {
        let subject = await one.prepare()
        let failures = 0
        const stride = STRIDE === 1 ? 1 : (one.step ?? STRIDE)
        for (let call = 1 + (index % stride); ; call += stride) {
          assert.isBelow(call, MOST_CALLS, 'the use case ends')
          const outcome = await failing.failingAt(call, how, () => one.act(subject))
          const hit = failing.failed
          assert.deepEqual(look(dataPath('plant.sqlite')), [], `after call ${call}: ${hit}`)
          if (hit === null) {
            if ('error' in outcome) throw outcome.error
            break
          }
          failures += 1
          if (one.afterwards) await one.afterwards()
          // What is not done is tried again: by the next turn, and in the end by the one in which nothing fails.
          if (!(await one.done(subject))) continue
          assert.deepEqual(look(dataPath('plant.sqlite')), [], `once done after call ${call}: ${hit}`)
          await clearPermits()
          subject = await one.prepare()
        }
        assert.isTrue(await one.done(subject))
        assert.isAbove(failures, 1)
      }).timeout(faultTimeout(RUNS))

  test('killed between any two calls, the files hold', async ({ assert }) => {
    const folder = mkdtempSync(join(tmpdir(), 'redline-killed-'))
    let moments = 0
    const asAfterAKill = () => {
      moments += 1
      if (moments % STRIDE !== 0) return
      for (const end of ['', '-wal']) copyFileSync(dataPath(`plant.sqlite${end}`), join(folder, `plant.sqlite${end}`))
      const killed = new DatabaseSync(join(folder, 'plant.sqlite'))
      try {
        assert.deepEqual(brokenInvariants(killed), [], `killed at call ${moments}`)
        if (moments % 50 === 0) assert.equal(killed.prepare('PRAGMA integrity_check').get()!.integrity_check, 'ok')
      } finally {
        killed.close()
      }
    }
    try {
      for (const one of USE_CASES) {
        const subject = await one.prepare()
        await db.rawQuery('PRAGMA wal_checkpoint(TRUNCATE)')
        await failing.lookingBetween(asAfterAKill, () => one.act(subject))
        assert.isTrue(await one.done(subject), one.name)
        await quieten()
        await clearPermits()
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    assert.isAbove(moments, 100)
  }).timeout(faultTimeout(RUNS))
})
