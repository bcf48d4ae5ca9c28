import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { evaluate, initialState } from '#app/rules/index'
import { median } from '#bench/figure'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { faultRuns, faultTimeout } from '#tests/support/fault_runs'
import { machineFolder, MachineStream, POINT } from '#tests/support/real_readings'
import { RunningPlant, until } from '#tests/support/running_plant'

const KILLS = faultRuns(12)
const MOST_VALUES = 20_000
/** To the first evaluated reading; on a machine that is busy with other things, no more than twice what a first start takes there. */
const READY_MS = 3_000
const SEED = Number(process.env.FAULT_SEED ?? 20_261_124)
/** Long below, then pending, alarm, clear, and two that don't make it: a sample lost or doubled changes how often it fires. */
const WAVE = [...Array.from({ length: 286 }, () => 90), 101, 102, 103, 104, 90, 101, 102, 103, 90, 101, 102, 90, 102, 90]

function* moments(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

/** How often three in a row over 100 should have fired. */
function expectedFirings(values: readonly number[]): number {
  let state = initialState
  let count = 0
  for (const value of values) {
    const step = evaluate({ op: '>', limit: 100, consecutive: 3, deadband: 0 }, state, value, true)
    state = step.state
    if (step.change === 'raised') count += 1
  }
  return count
}

/** People at work while the plant dies under them: what was answered with 201 has to be there. */
class PermitTraffic {
  readonly answered: string[] = []
  #running = true

  constructor(private story: DemoStory) {}

  async run(): Promise<void> {
    while (this.#running) {
      try {
        this.answered.push((await this.story.draft()).id)
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    }
  }

  stop(): void {
    this.#running = false
  }
}

/** Milliseconds from the start of the process to a reading that is evaluated, stored and acknowledged. */
async function untilReading(plant: RunningPlant, stream: MachineStream): Promise<number> {
  const from = performance.now()
  const open = stream.acknowledged.length
  await plant.startServer()
  await until('the first evaluated reading', async () => stream.acknowledged.length > open || (await stream.send(open + 1), false))
  return performance.now() - from
}

test.group('SIGKILL of the whole server (F1, P13, T04)', () => {
  test(`${KILLS} seeded moments: nothing acknowledged is lost, nothing is twice`, async ({ assert }) => {
    const plant = await RunningPlant.prepare()
    const random = moments(SEED)
    let traffic: PermitTraffic | null = null
    try {
      await plant.ace('plant:apply', await machineFolder())
      // No more than fit into some minutes: what is older than ten is history only, and fires nothing.
      const values = Array.from({ length: Math.min(MOST_VALUES, Math.max(6_000, KILLS * 400)) }, (_, index) => WAVE[index % WAVE.length]!)
      const stream = new MachineStream(() => Number(plant.env.MQTT_PORT), values)
      const story = new DemoStory(plant)
      const firstMs = await untilReading(plant, stream)
      await story.token(BADGE.welder)
      traffic = new PermitTraffic(story)
      const working = traffic.run()
      const readyMs: number[] = []
      for (let round = 0; round < KILLS; round++) {
        const sending = stream.send(Math.ceil((values.length * (round + 1)) / (KILLS + 1)))
        await new Promise((resolve) => setTimeout(resolve, 50 + random.next().value! * 900))
        await plant.kill('server')
        await sending
        readyMs.push(await untilReading(plant, stream))
      }
      await until('the rest of the stream', async () => stream.finished || (await stream.send(), stream.finished), 60_000)
      traffic.stop()
      await working
      const expected = expectedFirings(values)
      const look = <T>(file: string, read: (database: DatabaseSync) => T): T => {
        const database = new DatabaseSync(`${plant.dataDir}/${file}`, { readOnly: true })
        try {
          return read(database)
        } finally {
          database.close()
        }
      }
      const fired = () => look('plant.sqlite', (database) => Number(database.prepare('SELECT count(*) AS n FROM alarms WHERE condition_code = ?').get(`${POINT}.H`)!.n))
      await until('all transitions', async () => fired() >= expected, 30_000).catch(() => undefined)
      assert.equal(fired(), expected, 'window counts survive: each excursion fired once')

      look('history.sqlite', (database) => {
        assert.equal(database.prepare('PRAGMA integrity_check').get()!.integrity_check, 'ok')
        const stored = database.prepare('SELECT ts FROM readings JOIN points ON points.id = point_id WHERE code = ? ORDER BY ts').all(POINT)
        assert.deepEqual(stored.map(({ ts }) => ts), values.map((_, index) => stream.ts(index)), 'each reading once')
      })
      look('plant.sqlite', (database) => {
        assert.equal(database.prepare('PRAGMA integrity_check').get()!.integrity_check, 'ok')
        const permits = new Set(database.prepare('SELECT id FROM permits').all().map(({ id }) => id))
        assert.deepEqual(traffic!.answered.filter((id) => !permits.has(id)), [], 'each answered permit is there')
        assert.isAbove(traffic!.answered.length, KILLS / 2)
        const unaudited = database.prepare("SELECT count(*) AS n FROM permits WHERE id NOT IN (SELECT subject_id FROM audit_entries WHERE subject_type = 'permit')").get()!.n
        assert.equal(unaudited, 0, 'no permit without its audit entry')
      })
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      assert.isTrue(JSON.parse(await plant.ace('audit:verify', '--json')).ok)
      assert.isAtMost(median(readyMs), Math.max(READY_MS, 2 * firstMs), `first evaluated reading after a kill; ${Math.round(firstMs)} ms at first`)
    } finally {
      traffic?.stop()
      await plant.stop()
    }
  }).timeout(faultTimeout(KILLS))
})
