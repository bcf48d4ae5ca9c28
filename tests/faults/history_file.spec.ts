import { closeSync, openSync, readdirSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { RunningPlant, until } from '#tests/support/running_plant'

/** Overwrites a part of a file, as a bad sector would. */
function spoil(file: string, at: number, bytes: number): void {
  const handle = openSync(file, 'r+')
  writeSync(handle, Buffer.alloc(bytes, 0xa5), 0, bytes, at)
  closeSync(handle)
}

const look = <T>(plant: RunningPlant, file: string, sql: string): T[] => {
  const database = new DatabaseSync(join(plant.dataDir, file), { readOnly: true })
  try {
    return database.prepare(sql).all() as T[]
  } finally {
    database.close()
  }
}

const asides = (plant: RunningPlant) => readdirSync(plant.dataDir).filter((name) => /^history\.sqlite\.damaged-\d+$/.test(name))
const alarmOf = (plant: RunningPlant, code: string) => look<{ state: string }>(plant, 'plant.sqlite', `SELECT state FROM alarms WHERE condition_code LIKE '${code}' ORDER BY raised_at DESC LIMIT 1`)[0]
/** How many readings are stored; none while there is no file yet. */
function stored(plant: RunningPlant): number {
  try {
    return Number(look<{ n: number }>(plant, 'history.sqlite', 'SELECT count(*) AS n FROM readings')[0]!.n)
  } catch {
    return 0
  }
}

test.group('F6 a damaged history', (group) => {
  group.each.timeout(200_000)
  let plant: RunningPlant
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    plant.startField()
    return () => plant.stop()
  })

  async function leak() {
    const token = await new DemoStory(plant).token(BADGE.safety)
    await plant.ace('field:scenario', 'gas_leak')
    await until('the siren', async () => (await plant.api('GET', '/api/v1/outputs', { token })).body.data.some((one: any) => one.kind === 'siren' && one.actual === true), 30_000)
    await until('the alarm', async () => alarmOf(plant, 'GAS2.%'), 15_000)
    await plant.ace('field:scenario', 'recover')
  }

  test('F6 found at start: set aside and told, alarms go on, and a verified backup is taken back with what came since', async ({ assert }) => {
    await plant.startServer()
    await until('readings', async () => stored(plant) > 200, 40_000)
    const backup = join(plant.dataDir, '..', `${plant.dataDir.split('/').at(-1)}.tar.gz`)
    await plant.ace('backup:create', backup)
    await plant.ace('backup:verify', backup)
    await plant.kill('server', 'SIGTERM')
    const before = stored(plant)

    spoil(join(plant.dataDir, 'history.sqlite'), 0, 4_096)
    await plant.startServer()
    await until('the alarm of the damaged history', async () => alarmOf(plant, 'system.history_damaged:%')?.state.startsWith('active'), 15_000)
    assert.lengthOf(asides(plant), 1)
    await leak()
    await until('new readings', async () => stored(plant) > 100, 20_000)
    await plant.kill('server', 'SIGTERM')

    const since = stored(plant)
    const { carriedOver } = JSON.parse((await plant.ace('history:restore', backup, '--json')).trim().split('\n').at(-1)!)
    assert.equal(carriedOver, since)
    assert.isAtLeast(stored(plant), since + 200)
    assert.isAtMost(stored(plant), since + before)
    const sums = look<{ n: number }>(plant, 'history.sqlite', 'SELECT sum(n + bad) AS n FROM days')
    assert.equal(Number(sums[0]!.n), stored(plant), 'roll-ups count each reading once')
    await plant.startServer()
    await until('the alarm to be over', async () => !alarmOf(plant, 'system.history_damaged:%')?.state.startsWith('active'), 15_000)
  })

  test('F6 found by the scrub while it runs: a page deep inside', async ({ assert }) => {
    await plant.kill('server', 'SIGTERM')
    const file = join(plant.dataDir, 'history.sqlite')
    const database = new DatabaseSync(file)
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    const [{ rootpage }] = database.prepare("SELECT rootpage FROM sqlite_master WHERE name = 'minutes'").all() as [{ rootpage: number }]
    database.close()
    const { size } = statSync(file)
    assert.isAbove(size, rootpage * 4_096)
    spoil(file, (rootpage - 1) * 4_096 + 8, 2_000)
    const already = asides(plant).length
    await plant.startServer()
    await until('the scrub to set it aside', async () => asides(plant).length > already, 40_000)
    await until('the alarm', async () => alarmOf(plant, 'system.history_damaged:%')?.state.startsWith('active'), 15_000)
    await leak()
    await until('readings in the new file', async () => stored(plant) > 50, 20_000)
    assert.equal(look<{ quick_check: string }>(plant, 'history.sqlite', 'PRAGMA quick_check')[0]!.quick_check, 'ok')
    assert.isAbove(Number(look<{ n: number }>(plant, 'history.sqlite', 'SELECT count(*) AS n FROM points')[0]!.n), 10, 'points are declared again')
  })
})
