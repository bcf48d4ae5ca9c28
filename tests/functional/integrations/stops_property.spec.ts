import db from '@adonisjs/lucid/services/db'
import fc from 'fast-check'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { decideStop } from '#app/integrations/stops/decide_stop'
import { MesClient, type MesAnswer } from '#app/integrations/stops/mes_client'
import { requestStop } from '#app/integrations/stops/request_stop'
import type { StopRow } from '#app/integrations/stops/rows'
import { StopRunner } from '#app/integrations/stops/stop_runner'
import { stopLifecycle, type StopCommand, type StopFacts, type StopState } from '#app/integrations/stops/lifecycle'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const ENDS: StopState[] = ['acknowledged', 'refused', 'failed', 'not_received', 'unresolved', 'withdrawn', 'expired']

/** A MES in memory that the run of a test leads; it keeps what it has heard. */
class LedMes extends MesClient {
  readonly heard: string[] = []
  mood: 'accepts' | 'refuses' | 'loses_question' | 'loses_answer' | 'absent' | 'dies' = 'accepts'

  constructor() {
    super({ url: 'http://unused', token: undefined })
  }

  override async send(stop: StopRow): Promise<MesAnswer> {
    if (this.mood === 'absent') return { kind: 'not_sent', error: 'ECONNREFUSED' }
    if (this.mood === 'loses_question') return { kind: 'lost', error: 'reset' }
    this.heard.push(stop.id)
    // The process dies here: nothing after this line happens in it.
    if (this.mood === 'dies') throw new Died()
    if (this.mood === 'loses_answer') return { kind: 'lost', error: 'time-out' }
    return this.mood === 'refuses' ? { kind: 'refused', error: 'no' } : { kind: 'accepted', reference: null }
  }

  override async ask(id: string): Promise<MesAnswer> {
    if (this.mood === 'absent' || this.mood === 'dies') return { kind: 'lost', error: 'time-out' }
    return this.heard.includes(id) ? { kind: 'accepted', reference: null } : { kind: 'unheard_of' }
  }
}

class Died extends Error {}

const set = (key: string, value: unknown) => db.table('settings').insert({ key, value: JSON.stringify(value), source: 'test', changed_by: 'test', valid_from: Date.now() })

test.group('Stop commands in any order (I06)', () => {
  test('I06 whatever happens in between, the MES hears a command once at most, on two people’s word, and it comes to an end', async ({ assert }) => {
    const clock = frozenClock()
    try {
      await db.table('areas').insert({ code: 'PROP-AREA', kind: 'workshop', name: '区', name_en: 'Area' })
      await set('integrations.mes_stop_mode', 'on')
      const [asker, other] = [await person([]), await person([])]
      const permissions = new Set(['stops.request', 'stops.confirm'])
      const actor = (who: typeof asker) => ({ id: who.id, name: who.name, device: null })
      let serial = 0

      const step = fc.oneof(
        { weight: 2, arbitrary: fc.record({ kind: fc.constant('decide' as const), command: fc.constantFrom('confirm' as const, 'confirm' as const, 'confirm' as const, 'withdraw' as const), self: fc.nat(3).map((one) => one === 0) }) },
        { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(0, 1, 2, 5, 5, 31, 400) }) },
        {
          weight: 4,
          arbitrary: fc.record({
            kind: fc.constant('work' as const),
            mood: fc.constantFrom<LedMes['mood']>('accepts', 'refuses', 'loses_question', 'loses_answer', 'absent', 'dies', 'dies'),
            restart: fc.boolean(),
          }),
        }
      )
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
          const equipment = `PROP-${(serial += 1)}`
          await db.table('equipment').insert({ code: equipment, area_code: 'PROP-AREA', kind: 'other', name: equipment, name_en: equipment, active: true })
          await db.table('mes_stops').insert({ equipment_code: equipment, mes_asset: 'M', by_rule: false, source: 'test', active: true })
          const asked = await transact((tx) => requestStop(tx, { equipment, reason: '原因' }, actor(asker)))
          if (!asked.ok) return false
          const { id } = asked.value
          const mes = new LedMes()
          let runner = new StopRunner(mes)
          /** A run that failed leaves its own command open. */
          const times = () => mes.heard.filter((heard) => heard === id).length
          const read = (): Promise<StopRow> => db.from('stop_commands').where('id', id).firstOrFail()
          for (const one of steps) {
            if (one.kind === 'wait') clock.forward(one.seconds * 1_000)
            else if (one.kind === 'decide') await decideStop({ stopId: id, command: one.command, by: actor(one.self ? asker : other), permissions })
            else {
              if (one.restart) runner = new StopRunner(mes)
              mes.mood = one.mood
              await runner.work()
            }
            const row = await read()
            if (times() > 1) return false
            if (times() === 1 && (row.confirmed_by === null || row.confirmed_by === row.requested_by)) return false
          }
          mes.mood = 'loses_answer'
          for (let round = 0; round < 6; round++) {
            clock.forward(200_000)
            await runner.work()
          }
          const row = await read()
          return ENDS.includes(row.state) && times() <= 1 && (row.state !== 'acknowledged' || times() === 1)
        }),
        { numRuns: 60, seed: 20_261_124 }
      )
      assert.isAtLeast(serial, 60)
    } finally {
      clock.restore()
    }
  }).timeout(60_000)

  test('I06 no way of the table leads back from sending without a reason, and no end has a way on', ({ assert }) => {
    const facts: StopFacts = { callerId: 'x', permissions: new Set(['stops.confirm']), requestedBy: 'y', idempotent: false }
    const commands = [...new Set(stopLifecycle.transitions.map(({ command }) => command))] as StopCommand[]
    for (const end of ENDS) for (const command of commands) assert.isFalse(stopLifecycle.decide(end, command, facts).ok, `${end} ${command}`)
    const toSending = stopLifecycle.transitions.filter(({ to }) => to === 'sending').map(({ from, command }) => [command, ...from])
    assert.deepEqual(toSending, [['send', 'confirmed'], ['send_again', 'unknown']])
    assert.isFalse(stopLifecycle.decide('unknown', 'send_again', facts).ok)
    assert.isTrue(stopLifecycle.decide('unknown', 'send_again', { ...facts, idempotent: true }).ok)
  })
})
