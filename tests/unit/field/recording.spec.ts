import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { readRecording } from '#field/recording'

async function read(text: string) {
  const path = join(await mkdtemp(join(tmpdir(), 'redline-recording-')), 'r.csv')
  await writeFile(path, text)
  return readRecording(path)
}

test.group('Recordings', () => {
  test('times count from the first, as ISO or as milliseconds', async ({ assert }) => {
    assert.deepEqual(await read('timestamp,value\n2026-03-02T08:00:00Z,1.5\n2026-03-02T08:00:01Z,-2\n'), {
      ok: true,
      value: [
        [0, 1.5],
        [1000, -2],
      ],
    })
    assert.deepEqual(await read('value,timestamp\n1,1764000000000\n2,1764000000250\n'), {
      ok: true,
      value: [
        [0, 1],
        [250, 2],
      ],
    })
  })

  test('every fault is named by line', async ({ assert }) => {
    const result = await read(
      'timestamp,value\nyesterday,1\n2026-03-02T08:00:01Z,\n2026-03-02T08:00:05Z,1\n2026-03-02T08:00:04Z,1\n'
    )
    assert.deepEqual(result, {
      ok: false,
      error: ['line 2: "yesterday" is no time', 'line 3: "" is no number', 'line 5: the time goes back'],
    })
    assert.isFalse((await read('')).ok)
    assert.isFalse((await readRecording('/nowhere.csv')).ok)
  })
})
