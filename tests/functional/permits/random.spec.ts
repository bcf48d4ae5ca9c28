import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { systemCaller } from '#modules/permits/caller'
import type { PermitCommand } from '#modules/permits/facts'
import { frozenClock } from '#tests/support/clock'
import { aDraft, checksOf, clearPermits, confirmAll, demoPlant, enter, leave, perform, PIN, testGas, tokenOf, who, whoAt } from '#tests/support/permit_site'

const MIN = 60_000
const PEOPLE = ['E1001', 'E1002', 'E1003', 'E1004', 'E1005', 'E1008', 'C2003'] as const
const COMMANDS: PermitCommand[] = ['submit', 'assign_guardian', 'accept', 'decline', 'approve', 'issue', 'reject', 'start', 'suspend', 'resume', 'finish', 'close', 'withdraw', 'cancel', 'expire']

/** One thing that somebody does; the right one of each step is in the mix, so that work does get started. */
type Act =
  | { kind: 'command'; command: PermitCommand; by: (typeof PEOPLE)[number]; pin: boolean; scan: boolean; here: boolean; checks: boolean; duties: boolean }
  | { kind: 'measures' }
  | { kind: 'enter' }
  | { kind: 'leave' }
  | { kind: 'gas'; co: number }
  | { kind: 'wait'; minutes: number }
  | { kind: 'sql'; state: string }

const wholly = { pin: true, scan: true, here: true, checks: true, duties: true }
const WAY: Act[] = [
  { kind: 'measures' },
  { kind: 'command', command: 'submit', by: 'E1001', ...wholly },
  { kind: 'command', command: 'accept', by: 'E1002', ...wholly },
  { kind: 'command', command: 'approve', by: 'E1003', ...wholly },
  { kind: 'command', command: 'approve', by: 'E1004', ...wholly },
  { kind: 'command', command: 'approve', by: 'E1005', ...wholly },
  { kind: 'enter' },
  { kind: 'gas', co: 3 },
  { kind: 'command', command: 'start', by: 'E1002', ...wholly },
]

const stray: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('command' as const),
      command: fc.constantFrom(...COMMANDS),
      by: fc.constantFrom(...PEOPLE),
      pin: fc.boolean(),
      scan: fc.boolean(),
      here: fc.boolean(),
      checks: fc.boolean(),
      duties: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Act>({ kind: 'measures' }, { kind: 'enter' }, { kind: 'leave' }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 48 }).map((co): Act => ({ kind: 'gas', co })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 45 }).map((minutes): Act => ({ kind: 'wait', minutes })) },
  { weight: 1, arbitrary: fc.constantFrom('issued', 'started').map((state): Act => ({ kind: 'sql', state })) }
)

/** The proper way with steps left out and strange ones in between. */
const story = fc
  .tuple(fc.array(fc.tuple(fc.integer({ min: 0, max: WAY.length }), stray), { maxLength: 8 }), fc.array(fc.integer({ min: 0, max: WAY.length - 1 }), { maxLength: 1 }))
  .map(([extra, left]) => {
    const acts: Act[] = []
    WAY.forEach((act, index) => {
      for (const [at, one] of extra) if (at === index) acts.push(one)
      if (!left.includes(index)) acts.push(act)
    })
    return [...acts, ...extra.filter(([at]) => at === WAY.length).map(([, one]) => one)]
  })

async function play(id: string, act: Act, clock: ReturnType<typeof frozenClock>): Promise<void> {
  switch (act.kind) {
    case 'measures':
      return void (await confirmAll(id).catch(() => undefined))
    case 'enter':
      return enter('E1002', 'GAS2')
    case 'leave':
      return leave('E1002', 'GAS2')
    case 'gas':
      return void (await testGas(id, act.co))
    case 'wait':
      return clock.forward(act.minutes * MIN)
    case 'sql':
      return void (await db.from('permits').where('id', id).update({ state: act.state }).catch(() => undefined))
    case 'command':
      return command(id, act)
  }
}

async function command(id: string, act: Extract<Act, { kind: 'command' }>): Promise<void> {
  const caller = act.here ? await whoAt(act.by, 'GAS2') : (await who(act.by)).caller
  await perform(id, act.command, act.command === 'expire' ? systemCaller : caller, {
    pin: act.pin ? PIN : null,
    comment: '…',
    token: act.scan ? await tokenOf(id) : null,
    checks: act.checks ? await checksOf(id, 'start_checks') : [],
    dutiesVersion: act.duties ? '2026-1' : null,
  })
}

/** Looks at the bare rows and at nothing that the guards use. */
async function missing(id: string): Promise<string[]> {
  const permit = await db.from('permits').where('id', id).firstOrFail()
  if (permit.state !== 'started') return []
  const steps = await db.from('permit_transitions').where('permit_id', id).orderBy('seq')
  const last = steps.at(-1)
  const approvals = await db.from('permit_approvals').where('permit_id', id)
  const signatures = await db.from('signatures').where('subject_id', id)
  const signed = (account: string, meaning: string) => signatures.some((one) => one.account_id === account && one.meaning === `permits.${meaning}`)
  const test_ = await db.from('permit_gas_tests').where('id', permit.work_gas_test_id ?? '').first()
  const measures = await db.from('permit_measures').where('permit_id', id)
  const parts = [permit.applicant_id, permit.guardian_id, ...approvals.map(({ account_id }) => account_id), (await who('C2003')).id]
  const faults: Record<string, boolean> = {
    'every measure confirmed': measures.length === 10,
    'guardian accepted and signed': signed(permit.guardian_id, 'accept'),
    'three approvals, all signed': approvals.length === 3 && approvals.every((one) => one.decision === 'approved' && signed(one.account_id, 'approve')),
    'issued': steps.some((step) => step.command === 'issue'),
    'guardian signed the work': signed(permit.guardian_id, last.command) && last.by_account === permit.guardian_id,
    'gas test young and good': test_ !== null && Boolean(test_.within_limits) && last.at - test_.tested_at <= 30 * MIN && last.at >= test_.tested_at,
    'in its window': last.at >= permit.start_at && last.at <= permit.end_at,
    'nobody twice': new Set(parts).size === parts.length,
    'steps without a gap': steps.every(({ seq }, index) => seq === index + 1),
  }
  return Object.entries(faults).flatMap(([name, holds]) => (holds ? [] : [name]))
}

test.group('Anybody doing anything', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)

  test('never starts work without every predecessor (C12)', async ({ assert, cleanup }) => {
    const clock = frozenClock(Date.now())
    cleanup(() => clock.restore())
    let started = 0
    await fc.assert(
      fc.asyncProperty(story, async (acts) => {
        await clearPermits()
        await leave('E1002', 'GAS2')
        const id = await aDraft()
        for (const act of acts) {
          await play(id, act, clock)
          assert.deepEqual(await missing(id), [])
        }
        const steps = await db.from('permit_transitions').where({ permit_id: id, to_state: 'started' })
        started += steps.length > 0 ? 1 : 0
      }),
      // A busy machine plays fewer stories rather than none to the end.
      { numRuns: 60, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false }
    )
    assert.isAbove(started, 2, 'the stories must reach started often enough to mean something')
  }).timeout(240_000)
})
