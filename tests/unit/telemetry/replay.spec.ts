import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { RawReading } from '#modules/telemetry/drivers/driver'
import { ReplayDriver } from '#modules/telemetry/drivers/replay'
import type { ReplaySourceConfig } from '#modules/telemetry/engine/port'
import { waitFor } from '#tests/support/field_engine'

const RECORDING = `timestamp,point,value,quality
2026-03-01T08:00:00Z,A.B.C,1
2026-03-01T08:00:01Z,A.B.C,2,uncertain
not a row
2026-03-01T08:00:02Z,A.B.C,high
2026-03-01T08:00:04Z,A.B.D,4
`

async function play(text: string | null, changes: Partial<ReplaySourceConfig> = {}) {
  const path = join(mkdtempSync(join(tmpdir(), 'redline-replay-')), 'recording.csv')
  if (text !== null) writeFileSync(path, text)
  const readings: (RawReading & { at: number })[] = []
  const life: string[] = []
  const driver = new ReplayDriver({ kind: 'replay', code: 'R', path, speed: 10, repeat: false, ...changes })
  const begun = performance.now()
  await driver.start({
    readings: async (some) => void readings.push(...some.map((one) => ({ ...one, at: performance.now() - begun }))),
    lost: (error) => void life.push(error),
    found: () => void (life.at(-1) !== 'found' && life.push('found')),
    gone: () => undefined,
  })
  return { driver, readings, life }
}

test.group('A recording as a source', () => {
  test('I11 it plays as if it came now, ten times as fast, and is lost when it is over', async ({ assert, cleanup }) => {
    const { driver, readings, life } = await play(RECORDING)
    cleanup(() => driver.stop())
    await waitFor(() => life.length === 2)
    assert.deepEqual(readings.map(({ point, value, quality }) => [point, Number.isNaN(value) ? null : value, quality]), [
      ['A.B.C', 1, 'good'],
      ['A.B.C', 2, 'uncertain'],
      ['A.B.C', null, 'bad'],
      ['A.B.D', 4, 'good'],
    ])
    for (const { ts } of readings) assert.isAbove(ts!, Date.now() - 10_000)
    assert.isAtLeast(readings[3]!.at - readings[0]!.at, 390)
    assert.deepEqual(life, ['found', 'the recording is over'])
    const [probe] = await driver.probe()
    assert.deepInclude(probe!, { point: 'A.B.C', value: null })
  })

  test('I11 repeated it goes on until it is stopped; what is no recording says so', async ({ assert }) => {
    const { driver, readings } = await play(RECORDING, { speed: 1_000, repeat: true })
    await waitFor(() => readings.length > 12)
    await driver.stop()
    const before = readings.length
    await new Promise((resolve) => setTimeout(resolve, 100))
    assert.lengthOf(readings, before)
    const [missing, empty] = [await play(null), await play('timestamp,point,value\n')]
    await waitFor(() => missing.life.length === 1 && empty.life.length === 1)
    assert.match(missing.life[0]!, /ENOENT/)
    assert.match(empty.life[0]!, /holds no reading/)
  })
})
