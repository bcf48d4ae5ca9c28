import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { defineEvent, subscribe } from '#app/kernel/events'
import { transact } from '#app/kernel/transaction'
import { frozenClock } from '#tests/support/clock'

const deliveriesOf = (subscriber: string) => db.from('outbox_deliveries').where('subscriber', subscriber)

test.group('Outbox', () => {
  test('a duty runs once for each committed event', async ({ assert }) => {
    const Rang = defineEvent<{ door: number }>('test.rang')
    const heard: number[] = []
    subscribe(Rang, 'test.hear_it', async (event) => void heard.push(event.payload.door))

    await transact((tx) => tx.emit(Rang, { door: 7 }))
    const dispatcher = new OutboxDispatcher()
    await dispatcher.drain()
    await dispatcher.drain()
    assert.deepEqual(heard, [7])
  })

  test('nothing is told of what was rolled back', async ({ assert }) => {
    const Fell = defineEvent<object>('test.fell')
    subscribe(Fell, 'test.hear_fall', async () => {})
    const failed = transact(async (tx) => {
      await tx.emit(Fell, {})
      throw new Error('no')
    })
    await assert.rejects(() => failed, 'no')
    assert.lengthOf(await deliveriesOf('test.hear_fall'), 0)
  })

  test('a failing duty leaves nothing behind, is retried later, and holds up no other', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const Broke = defineEvent<object>('test.broke')
    let tries = 0
    const others: string[] = []
    subscribe(Broke, 'test.fail_first', async (_, tx) => {
      await tx.db.table('settings').insert({ key: 'test.trace', value: '1', source: '', changed_by: '', valid_from: 0 })
      tries += 1
      if (tries === 1) throw new Error('not yet')
    })
    subscribe(Broke, 'test.go_on', async () => void others.push('heard'))

    await transact((tx) => tx.emit(Broke, {}))
    const dispatcher = new OutboxDispatcher()
    await dispatcher.drain()
    assert.deepEqual(others, ['heard'])
    assert.lengthOf(await db.from('settings').where('key', 'test.trace'), 0)

    clock.forward(1_000)
    await dispatcher.drain()
    assert.equal(tries, 2)
    assert.lengthOf(await db.from('settings').where('key', 'test.trace'), 1)
  })

  test('a duty that fails too often is spent, and somebody is told', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const Never = defineEvent<object>('test.never')
    subscribe(Never, 'test.always_fail', async () => {
      throw new Error('never')
    })
    const spent: string[] = []
    const dispatcher = new OutboxDispatcher((delivery) => spent.push(`${delivery.subscriber}: ${delivery.error}`))
    await transact((tx) => tx.emit(Never, {}))
    for (let round = 0; round < 10; round++) {
      await dispatcher.drain()
      clock.forward(600_000)
    }
    assert.deepEqual(spent, ['test.always_fail: never'])
    assert.equal((await deliveriesOf('test.always_fail').firstOrFail()).status, 'spent')
  })
})

test.group('transact', () => {
  test('an inner transaction joins the outer one', async ({ assert }) => {
    const insert = (key: string) => transact((tx) => tx.db.table('settings').insert({ key, value: '1', source: '', changed_by: '', valid_from: 0 }))
    const outer = transact(async () => {
      await insert('test.inner')
      throw new Error('undo')
    })
    await assert.rejects(() => outer, 'undo')
    assert.lengthOf(await db.from('settings').where('key', 'test.inner'), 0)
  })

  test('writers queue up: none is refused because another writes', async ({ assert }) => {
    const count = async () => Number((await db.from('settings').where('key', 'test.turn').count('* as n').first()).n)
    const before = await count()
    await Promise.all(
      Array.from({ length: 50 }, () =>
        transact((tx) => tx.db.table('settings').insert({ key: 'test.turn', value: '1', source: '', changed_by: '', valid_from: 0 }))
      )
    )
    assert.equal((await count()) - before, 50)
  })
})
