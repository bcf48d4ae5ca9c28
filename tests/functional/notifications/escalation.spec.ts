import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { EscalationRunner } from '#app/notifications/escalation_runner'
import { policyFor, type EscalationPolicy } from '#app/notifications/escalation'
import { applyDefinitions } from '#app/plant/index'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const MINUTE_MS = 60_000
let serial = 0

const raise = async (priority: 1 | 2 = 1): Promise<string> => {
  const id = await transact((tx) =>
    raiseAlarm(tx, { conditionCode: `ESC.${(serial += 1)}`, pointCode: null, areaCode: 'GAS2', priority, alarmClass: 'gas', name: '一氧化碳过高', nameEn: 'CO high', latching: true, value: 200, unit: 'ppm', limit: 160, at: tx.now })
  )
  await drain()
  return id!
}
const drain = () => new OutboxDispatcher().drain()
/** Each scan is by a runner of its own, as after a restart. */
const scan = () => new EscalationRunner().takeDue()
const told = async (id: string): Promise<string[]> => {
  const rows = await db
    .from('notice_deliveries')
    .join('notices', 'notices.id', 'notice_id')
    .join('accounts', 'accounts.id', 'account_id')
    .where({ 'cause': `alarm:${id}`, 'channel': 'in_app', 'notices.message_key': 'notifications.unacknowledged' })
    .select('accounts.code')
  return rows.map(({ code }) => code)
}

test.group('Nobody acknowledges (A15)', (group) => {
  let clock: ReturnType<typeof frozenClock>
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })
  group.each.setup(() => {
    clock = frozenClock()
    return () => clock.restore()
  })

  test('A15 area responsible, control room and emergency team are told at once; the alarm is told once', async ({ assert }) => {
    const id = await raise()
    const first = await db.from('notice_deliveries').join('notices', 'notices.id', 'notice_id').where({ cause: `alarm:${id}`, channel: 'in_app' })
    assert.isAtLeast(first.length, 3)
    assert.isTrue(first.every(({ message_key: key }) => key === 'telemetry.notices.alarm_raised'))
    assert.lengthOf(await told(id), 0)
  })

  test('A15 time passing alone tells the next levels, each once, also after a restart', async ({ client, assert }) => {
    const id = await raise()
    clock.forward(3 * MINUTE_MS - 1)
    await scan()
    assert.lengthOf(await told(id), 0, 'not a millisecond early')
    clock.forward(1)
    await scan()
    await scan()
    const second = await told(id)
    assert.isAtLeast(second.length, 1)
    clock.forward(5 * MINUTE_MS)
    await scan()
    const third = await told(id)
    assert.isAbove(third.length, second.length)
    clock.forward(60 * MINUTE_MS)
    await scan()
    assert.lengthOf(await told(id), third.length, 'nobody is above the last')

    const reader = await person(['alarms.read'])
    const record = (await client.get('/api/v1/escalations').qs({ subject: `alarm:${id}` }).bearerToken(reader.token)).body().data
    assert.equal(record.state, 'exhausted')
    assert.deepEqual(record.steps.map((step: any) => [step.level, step.after_min, step.at !== null]), [[1, 3, true], [2, 8, true]])
    assert.lengthOf(await db.from('audit_entries').where({ action: 'notifications.escalated', subject_id: id }), 2)
  })

  test('A15 hours that the server was down count: what is due then is told at the first scan, one level at a time', async ({ assert }) => {
    const id = await raise()
    clock.forward(240 * MINUTE_MS)
    await scan()
    assert.lengthOf(await db.from('escalation_steps').join('escalations', 'escalations.id', 'escalation_id').where('subject_id', id), 1)
    await scan()
    assert.lengthOf(await db.from('escalation_steps').join('escalations', 'escalations.id', 'escalation_id').where('subject_id', id), 2)
  })

  test('A15 an acknowledgement stops it at once, before its own duty has run', async ({ client, assert }) => {
    const id = await raise()
    const operator = await person(['alarms.acknowledge'])
    clock.forward(3 * MINUTE_MS)
    ;(await client.post(`/api/v1/alarms/${id}/acknowledge`).bearerToken(operator.token).json({})).assertStatus(200)
    await scan()
    assert.lengthOf(await told(id), 0)
    await drain()
    const row = await db.from('escalations').where('subject_id', id).firstOrFail()
    assert.equal(row.state, 'stopped')
    assert.isNull(row.due_at)
  })

  test('A15 a level that has nobody passes the word on at once', async ({ assert }) => {
    await db.from('role_assignments').whereIn('role_code', ['workshop_director', 'safety_department']).delete()
    const id = await raise()
    clock.forward(3 * MINUTE_MS)
    await scan()
    assert.lengthOf(await told(id), 0)
    await scan()
    assert.isAtLeast((await told(id)).length, 1, 'the plant leader, five minutes early')
  })

  test('A15 a shelved alarm is asked about again when its shelf ends', async ({ assert }) => {
    const id = await raise(2)
    const until = clock.now() + 30 * MINUTE_MS
    await db.from('alarms').where('id', id).update({ shelved_until: until })
    clock.forward(10 * MINUTE_MS)
    await scan()
    assert.equal(Number((await db.from('escalations').where('subject_id', id).firstOrFail()).due_at), until)
  })

  test('A15 a policy of the subject’s class comes before the general one', ({ assert }) => {
    const policy = (code: string, subject_class: string | null): EscalationPolicy => ({ code, name: code, name_en: code, priority: 1, subject_class, first: {}, steps: [] })
    const policies = [policy('general', null), policy('system', 'system')]
    assert.equal(policyFor(policies, 1, 'system')?.code, 'system')
    assert.equal(policyFor(policies, 1, 'gas')?.code, 'general')
    assert.isNull(policyFor(policies, 2, 'gas'))
  })
})
