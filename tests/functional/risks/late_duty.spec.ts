import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { currentGrade } from '#modules/risks/index'

test.group('A duty that comes late (A05)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('an alarm that is over when its duty is retried lifts nothing: no reset would ever come', async ({ assert }) => {
    const before = await currentGrade('MIX')
    const id = await transact((tx) =>
      raiseAlarm(tx, { conditionCode: 'RISK.LATE', pointCode: null, areaCode: 'MIX', priority: 1, alarmClass: 'gas', name: 'CO', nameEn: 'CO', latching: true, value: 200, unit: 'ppm', limit: 160, at: tx.now })
    )
    await db.from('alarms').where('id', id!).update({ state: 'normal', reset_at: Date.now() })
    await new OutboxDispatcher().drain()
    assert.equal(await currentGrade('MIX'), before)
    assert.lengthOf(await db.from('area_level_causes').where('cause_id', id!).whereNull('until'), 0)
  })
})
