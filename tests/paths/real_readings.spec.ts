import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { EXPECTED, haveRealReadings, machineFolder, MachineStream, POINT, REAL_READINGS, RULE, realValues } from '#tests/support/real_readings'
import { RunningPlant, until } from '#tests/support/running_plant'

/** How often each limit of the machine fired, out of the plant's own records. */
function firings(plant: RunningPlant): Record<string, number> {
  const database = new DatabaseSync(`${plant.dataDir}/plant.sqlite`, { readOnly: true })
  try {
    const rows = database.prepare("SELECT condition_code AS code, count(*) AS n FROM alarms WHERE point_code = ? AND latching = 1 AND condition_code LIKE point_code || '.%' GROUP BY 1").all(POINT)
    return Object.fromEntries(rows.map(({ code, n }) => [String(code).slice(POINT.length + 1), Number(n)]))
  } finally {
    database.close()
  }
}

/** When the rule fired, and in which alarms. */
function ruleFirings(plant: RunningPlant): { firings: number; alarms: number } {
  const database = new DatabaseSync(`${plant.dataDir}/plant.sqlite`, { readOnly: true })
  try {
    const count = (sql: string, value: string) => Number(database.prepare(sql).get(value)?.n)
    return {
      firings: count('SELECT count(*) AS n FROM rule_firings WHERE rule_code = ?', RULE),
      alarms: count('SELECT count(*) AS n FROM alarms WHERE priority = 1 AND condition_code = ?', `RULE.${RULE}.${POINT}`),
    }
  } finally {
    database.close()
  }
}

test.group('Three in a row on real readings (F06)', (group) => {
  group.each.timeout(300_000)

  test('the backtest of the file', async ({ assert }) => {
    if (!haveRealReadings()) return console.log('not run: the folder with the real readings is not there')
    const plant = await RunningPlant.prepare()
    try {
      const backtest = async (when: string) => JSON.parse(await plant.ace('rules:backtest', '--csv', REAL_READINGS, '--when', when, '--consecutive', '3', '--json'))
      const over105 = await backtest('value > 105')
      assert.equal(over105.count, EXPECTED.HH)
      assert.match(JSON.stringify(over105.firings), /2013-12-26.15:30.*2013-12-26.17:25/)
      assert.equal((await backtest('value > 100')).count, EXPECTED.H)
      assert.equal((await backtest('value < 40')).count, EXPECTED.L)
    } finally {
      await plant.stop()
    }
  })

  for (const killed of [false, true])
    test(killed ? 'the same live over MQTT, killed half-way and started again' : 'the same live over MQTT, doubled samples counted once', async ({ assert }) => {
      if (!haveRealReadings()) return console.log('not run: the folder with the real readings is not there')
      const plant = await RunningPlant.prepare()
      try {
        await plant.ace('plant:apply', await machineFolder())
        await plant.startServer()
        await until('the engine', () => fetch(`${plant.url}/health/ready`).then((answer) => answer.ok, () => false), 20_000)
        const stream = new MachineStream(() => Number(plant.env.MQTT_PORT), realValues())
        if (killed) {
          const sending = stream.send()
          await until('half of the stream', async () => stream.acknowledged.length > 11_000, 60_000)
          await plant.kill('server')
          await sending
          assert.isFalse(stream.finished)
          await plant.startServer()
        }
        await until('the whole stream', async () => stream.finished || (await stream.send(), stream.finished), 120_000)
        await until('the alarms', async () => JSON.stringify(firings(plant)) === JSON.stringify({ H: EXPECTED.H, HH: EXPECTED.HH, L: EXPECTED.L }), 60_000).catch(() => undefined)
        assert.deepEqual(firings(plant), EXPECTED)
        await until('the rule', async () => ruleFirings(plant).firings >= EXPECTED.HH, 30_000).catch(() => undefined)
        assert.deepEqual(ruleFirings(plant), { firings: EXPECTED.HH, alarms: EXPECTED.HH }, 'F06 as a rule')
        if (!killed) {
          const tried = JSON.parse(await plant.ace('rules:backtest', '--rule', RULE, '--json'))
          assert.equal(tried.count, EXPECTED.HH, 'N01 over what is stored')
        }
      } finally {
        await plant.stop()
      }
    })
})
