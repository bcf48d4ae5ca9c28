import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import { compileExpression } from '#app/kernel/expressions'
import { backtest, judgeCondition, judgeExpression } from '#app/rules/backtest'
import { csvSamples } from '#app/rules/csv_samples'
import type { Condition } from '#app/rules/condition'

/** Machine temperatures of a real plant with its failures; not part of the product. */
const REAL = process.env.REAL_READINGS_CSV ?? app.makePath('../shared/data/NAB_machine_temperature_system_failure.csv')

function judge(when: string, consecutive: number) {
  const compiled = compileExpression(when, { value: 'number' }, 'bool')
  if (!compiled.ok) throw new Error(compiled.error)
  return judgeExpression(compiled.value, consecutive)
}
function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'redline-csv-')), 'readings.csv')
  writeFileSync(path, text)
  return path
}

test.group('Backtest', () => {
  test('over real readings: {when} three times in a row')
    .with([
      { when: 'value > 105', op: '>', limit: 105, count: 2 },
      { when: 'value > 100', op: '>', limit: 100, count: 76 },
      { when: 'value < 40', op: '<', limit: 40, count: 3 },
    ] as const)
    .run(async ({ assert }, { when, op, limit, count }) => {
      if (!existsSync(REAL)) return console.log(`        not run: there is no ${REAL}`)
      const firings = await backtest(csvSamples(REAL), judge(when, 3))
      assert.lengthOf(firings, count)
      const condition: Condition = { op, limit, consecutive: 3, deadband: 0 }
      assert.deepEqual(await backtest(csvSamples(REAL), judgeCondition(condition)), firings)
    })

  test('says when and at what value it began', async ({ assert }) => {
    if (!existsSync(REAL)) return console.log(`        not run: there is no ${REAL}`)
    const firings = await backtest(csvSamples(REAL), judge('value > 105', 3))
    assert.deepEqual(firings.map(({ at }) => at), ['2013-12-26 15:30:00', '2013-12-26 17:25:00'])
    assert.approximately(firings[0]!.value, 105.799, 0.001)
  })

  test('rows count in the order of the file, with their doubles and steps back', async ({ assert }) => {
    const path = file('timestamp,value\n2026-01-01 00:10,9\n2026-01-01 00:05,9\n2026-01-01 00:05,9\n2026-01-01 00:20,1\n')
    const firings = await backtest(csvSamples(path), judge('value > 5', 3))
    assert.deepEqual(firings, [{ at: '2026-01-01 00:05', value: 9 }])
  })

  test('a row without a number says nothing; a byte order mark and upper case do no harm', async ({ assert }) => {
    const path = file('\uFEFFTimestamp,Value\nt1,9\nt2,\nt3,n/a\nt4,9\n')
    assert.deepEqual(await backtest(csvSamples(path), judge('value > 5', 2)), [{ at: 't4', value: 9 }])
  })

  test('a file without the columns is a plain fault', async ({ assert }) => {
    const read = async () => backtest(csvSamples(file('time,temperature\n1,2\n')), judge('value > 5', 1))
    await assert.rejects(read, 'the file needs the columns timestamp and value')
  })
})
