import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { BADGE } from '#tests/support/demo_story'
import { FloodField, floodFolder, floodPoint } from '#tests/support/flood_plant'
import { RunningPlant, until } from '#tests/support/running_plant'

/** The whole minute of F15 with FLOOD_ALARMS=10000; as it is, its first second and a little more. */
const IN_ONE_SECOND = Number(process.env.FLOOD_BURST ?? 2_000)
const ALARMS = Number(process.env.FLOOD_ALARMS ?? 2_500)
const AREAS = 20
const PROBES = 120
/** A probe's answer may wait for a time slice of a machine that others use too. */
const MARGIN_MS = 15
const LINES = 10

const p99 = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.ceil(values.length * 0.99) - 1]!
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test.group('Alarm flood (F15, L06)', () => {
  test(`F15 ${IN_ONE_SECOND} alarms in one second, ${ALARMS} in all: stored, audited, first-out right, ten lines, sirens as fast as in calm`, async ({ assert }) => {
    const plant = await RunningPlant.prepare()
    try {
      await plant.ace('plant:apply', await floodFolder({ areas: AREAS, points: IN_ONE_SECOND, probes: PROBES }))
      await plant.startServer()
      const field = await until('the broker', () => FloodField.connect(Number(plant.env.MQTT_PORT)).catch(() => null), 30_000)
      const token = await plant.signIn(BADGE.controlRoom)
      const lines = async () => (await plant.api('GET', '/api/v1/alarms/lines', { token })).body.data
      const look = <T>(read: (database: DatabaseSync) => T): T => {
        const database = new DatabaseSync(`${plant.dataDir}/plant.sqlite`, { readOnly: true })
        try {
          return read(database)
        } finally {
          database.close()
        }
      }
      const number = (sql: string) => look((database) => Number(Object.values(database.prepare(sql).get()!)[0]))
      const raised = () => number("SELECT count(*) FROM alarms WHERE condition_code LIKE 'FLOOD%'")

      for (let index = 0; index < IN_ONE_SECOND; index++) await (index % 200 === 0 ? field.send(floodPoint(index, AREAS), 20) : void field.send(floodPoint(index, AREAS), 20))
      for (let index = 0; index < PROBES / 2; index++) {
        await field.probe(index)
        await pause(15)
      }
      await until('the probes in calm', async () => field.latencies.size === PROBES / 2)
      const idle = p99([...field.latencies.values()])
      const before = (await lines()).lines.length

      const began = Date.now()
      let sent = 0
      const bad = (index: number) => field.send(floodPoint(index % IN_ONE_SECOND, AREAS), 150)
      const probing = (async () => {
        for (let index = PROBES / 2; index < PROBES; index++) {
          await field.probe(index)
          await pause(30)
        }
      })()
      for (; sent < IN_ONE_SECOND; sent++) {
        void bad(sent)
        if (sent % 40 === 39) await pause(20 - 1)
      }
      const burstMs = Date.now() - began
      // After the burst points go back and bad again: each time a new alarm in the place of the old one.
      for (; sent < ALARMS; sent++) {
        await field.send(floodPoint(sent % IN_ONE_SECOND, AREAS), 20)
        // In the same millisecond it would be the same sample once more.
        await pause(2)
        void bad(sent)
        await pause(6)
      }
      await probing
      const sentMs = Date.now() - began
      await until('all alarms', async () => raised() >= ALARMS, 60_000)
      const storedMs = Date.now() - began
      await until('all duties', async () => number("SELECT count(*) FROM outbox_deliveries WHERE status = 'open'") === 0, 60_000)
      const dutiesMs = Date.now() - began
      const flooded = await p99([...field.latencies].filter(([index]) => index >= PROBES / 2).map(([, ms]) => ms))
      const list = await lines()
      console.log(`        F15: ${IN_ONE_SECOND} in ${burstMs} ms, ${sent} sent in ${sentMs} ms, stored by ${storedMs} ms, duties by ${dutiesMs} ms; siren p99 ${idle.toFixed(1)} ms in calm, ${flooded.toFixed(1)} ms in the flood; list from ${before} to ${list.lines.length} lines`)

      assert.equal(raised(), ALARMS, 'each alarm once')
      const unaudited = number("SELECT count(*) FROM alarms WHERE id NOT IN (SELECT subject_id FROM audit_entries WHERE action = 'telemetry.alarm_raised')")
      assert.equal(unaudited, 0, 'no alarm without its audit entry')
      assert.equal(number("SELECT count(*) FROM outbox_deliveries WHERE status <> 'done'"), 0, 'every duty is done')
      const firsts = look((database) => database.prepare("SELECT area_code, min(raised_at) AS at, count(*) AS n FROM alarms WHERE first_out = 1 AND area_code LIKE 'FLOOD%' GROUP BY area_code").all())
      assert.lengthOf(firsts, AREAS)
      for (const { area_code: area, at, n } of firsts) {
        assert.equal(n, 1, `one first-out in ${area}`)
        const earliest = look((database) => Number(database.prepare('SELECT min(raised_at) AS at FROM alarms WHERE area_code = ?').get(area!)!.at))
        assert.equal(at, earliest, `the first of ${area} is marked`)
      }
      assert.isNotNull(list.flood)
      assert.isAtMost(list.lines.length - before, LINES, 'the list grows by ten lines at most')
      const folded = list.lines.reduce((sum: number, line: any) => sum + (line.group?.count ?? 1), 0)
      assert.isAtLeast(folded, IN_ONE_SECOND, 'and hides none')
      assert.isAtMost(flooded, Math.max(2 * idle, idle + MARGIN_MS), 'sirens at most twice as slow as in calm')
      await field.close()
      await pause(1_500)
      assert.isTrue(JSON.parse(await plant.ace('audit:verify', '--json')).ok)
    } finally {
      await plant.stop()
    }
  }).timeout(300_000)
})
