import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { tick } from '#app/rules/actions/tick'
import { findRule } from '#app/rules/queries/list_rules'
import { wouldHaveFired } from '#app/rules/queries/would_have_fired'
import { saveCertificate } from '#modules/personnel/actions/save_certificate'
import { frozenClock } from '#tests/support/clock'

const ZONE = 'Asia/Shanghai'
const DAY = 24 * 3_600_000
const today = (at: number, days = 0) => DateTime.fromMillis(at, { zone: ZONE }).plus({ days }).toISODate()!

test.group('Certificates that run out (F11, F12)', (group) => {
  let clock: ReturnType<typeof frozenClock>
  let worker: string
  group.setup(async () => {
    clock = frozenClock(DateTime.fromMillis(Date.now() + 40 * DAY, { zone: ZONE }).startOf('day').set({ hour: 7 }).toMillis())
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    await db.from('rules').whereNotNull('next_run_at').update({ next_run_at: clock.now() + 23 * 3_600_000 })
    worker = (await db.from('accounts').where('code', 'E1001').firstOrFail()).id
    return async () => {
      await db.from('certificates').where('account_id', worker).whereIn('type_code', ['CRANE', 'PRESSURE-VESSEL']).delete()
      clock.restore()
    }
  })

  async function give(number: string, daysLeft: number, type = 'CRANE') {
    const now = clock.now()
    await transact((tx) => saveCertificate(tx, { accountId: worker, type, number, validFrom: today(now, -400), validTo: today(now, daysLeft) }))
  }
  /** The next morning's run; returns how often each rule fired then. */
  async function morning(): Promise<Record<string, number>> {
    clock.forward(DAY)
    const before = new Set((await db.from('rule_firings').select('id')).map(({ id }) => id))
    await tick()
    await new OutboxDispatcher().drain()
    const rows = (await db.from('rule_firings')).filter(({ id, rule_code, fields }) => !before.has(id) && rule_code.startsWith('CERT') && JSON.parse(fields).accountId === worker)
    return Object.fromEntries([...Map.groupBy(rows, (row) => row.rule_code)].map(([code, list]) => [code.slice(12), list.length]))
  }

  test('F11 not at 31 days, at 30, not at 29, at 15, 7, 1 and 0; expired is the higher rule, once', async ({ assert }) => {
    await give('HJ-31', 32)
    assert.deepEqual(await morning(), {}, '31 days')
    assert.deepEqual(await morning(), { EXPIRY: 1 }, '30 days')
    const told: Record<number, object> = {}
    for (let left = 29; left >= -2; left--) told[left] = await morning()
    const spoke = Object.entries(told).filter(([, fired]) => Object.keys(fired).length > 0)
    assert.deepEqual(Object.fromEntries(spoke), { 15: { EXPIRY: 1 }, 7: { EXPIRY: 1 }, 1: { EXPIRY: 1 }, 0: { EXPIRY: 1 }, '-1': { EXPIRED: 1 } })

    const { code, name, name_en, body } = (await findRule('CERTIFICATE-EXPIRY'))!.running!
    const replayed = (await wouldHaveFired({ code, name, name_en, ...body }, clock.now() - 40 * DAY, clock.now())).filter(({ fields }) => fields.accountId === worker)
    const live = (await db.from('rule_firings').where('rule_code', code).orderBy('at')).filter(({ fields }) => JSON.parse(fields).accountId === worker)
    assert.lengthOf(live, 5)
    assert.deepEqual(replayed.map(({ at, fields }) => [at, fields]), live.map(({ at, fields }) => [Number(at), JSON.parse(fields)]), 'N01 the same live and replayed')
  })

  test('F11 the same day twice is told once; a missed morning is made up for; a renewal stops it and starts it again', async ({ assert }) => {
    await give('HJ-31', 400)
    assert.deepEqual(await morning(), {}, 'the renewal ends what was')
    await give('GC-1', 31, 'PRESSURE-VESSEL')
    assert.deepEqual(await morning(), { EXPIRY: 1 })
    await db.from('rules').where('code', 'CERTIFICATE-EXPIRY').update({ next_run_at: clock.now() })
    const count = async () => (await db.from('rule_firings')).length
    const before = await count()
    await tick()
    assert.equal(await count(), before)

    clock.forward(16 * DAY)
    assert.deepEqual(await morning(), { EXPIRY: 1 }, 'day 15 was missed: told on day 13')
    await transact((tx) => saveCertificate(tx, { accountId: worker, type: 'PRESSURE-VESSEL', number: 'GC-2', validFrom: today(clock.now()), validTo: today(clock.now(), 300) }))
    for (let n = 0; n < 14; n++) assert.deepEqual(await morning(), {}, 'a new certificate of the kind')
  })

  test('F12 the employee and the direct supervisor are told, by SMS and mail', async ({ assert }) => {
    await give('HJ-31', 31)
    assert.deepEqual(await morning(), { EXPIRY: 1 })
    const firing = await db.from('rule_firings').where('rule_code', 'CERTIFICATE-EXPIRY').whereLike('fields', `%${worker}%`).orderBy('id', 'desc').firstOrFail()
    const told = await db
      .from('notice_deliveries')
      .join('notices', 'notices.id', 'notice_id')
      .join('accounts', 'accounts.id', 'account_id')
      .where('cause', `rule:${firing.id}`)
      .select('code', 'channel', 'message_params')
    const ways = told.filter(({ channel }) => channel !== 'in_app').map(({ code, channel }) => `${code} ${channel}`)
    assert.sameMembers(ways, ['E1001 sms', 'E1001 email', 'E1003 sms', 'E1003 email'])
    assert.match(JSON.parse(told[0].message_params).text, /王建国.*HJ-31.*30 天/)
  })
})
