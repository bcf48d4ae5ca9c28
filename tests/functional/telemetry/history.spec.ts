import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createReadStream, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { dataPath } from '#config/data'
import { csvLine } from '#app/integrations/index'
import { HistoryStore } from '#modules/telemetry/historian/store'
import { person } from '#tests/support/people'
import { aDetector } from '#tests/functional/telemetry/plant'

const MANY = 1_000_000
const FIRST = Date.UTC(2026, 0, 1)
const CHUNK = 50_000
const SECOND_MS = 1_000
const HOUR_MS = 3_600_000

/** A point with `rows` readings, one a second; every hundredth is bad. */
function fill(code: string, rows: number): void {
  const store = new HistoryStore(dataPath('history.sqlite'))
  const first = store.restore()
  const pointId = first.points.length + 1
  for (let done = 0, id = first.lastBatch + 1; done < rows; done += CHUNK, id++) {
    const numbers = Array.from({ length: Math.min(CHUNK, rows - done) }, (_, index) => done + index)
    store.write({
      id,
      at: FIRST,
      newPoints: [{ id: pointId, code }],
      pointIds: new Int32Array(numbers.length).fill(pointId),
      instants: Float64Array.from(numbers, (number) => FIRST + number * SECOND_MS),
      values: Float64Array.from(numbers, (number) => number % 60),
      qualities: Uint8Array.from(numbers, (number) => (number % 100 === 99 ? 2 : 0)),
      conditions: [],
      transitions: [],
      committed: [],
    })
  }
  store.close()
}

test.group('History: trend and export', (group) => {
  group.each.timeout(60_000)
  let point: string
  let token: string
  group.setup(async () => {
    point = (await aDetector()).point
    token = (await person(['points.read'])).token
    fill(point, MANY)
    return () => db.manager.close('history')
  })

  const url = (path: string) => `http://${process.env.HOST}:${process.env.PORT}/api/v1/points/${point}/${path}`
  const headers = () => ({ authorization: `Bearer ${token}` })

  test('T07 a million readings flow out as CSV: all of them, in bounded time and bounded memory', async ({ assert }) => {
    const began = performance.now()
    const answer = await fetch(url(`readings?format=csv&from=${FIRST}`), { headers: headers() })
    assert.equal(answer.headers.get('content-type'), 'text/csv; charset=utf-8')
    const before = process.memoryUsage().rss
    let [lines, most, last] = [0, 0, '']
    for await (const line of createInterface({ input: Readable.fromWeb(answer.body as never) })) {
      lines += 1
      last = line
      if (lines % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss - before)
    }
    assert.equal(lines, MANY + 1)
    assert.equal(last, `${point},${new Date(FIRST + (MANY - 1) * SECOND_MS).toISOString()},39,39,39,bad,1`)
    assert.isBelow(performance.now() - began, 45_000)
    assert.isBelow(most, 200 * 1024 * 1024)
  })

  test('T07 a reader that goes away ends the export', async ({ assert }) => {
    const leaves = new AbortController()
    const answer = await fetch(url(`readings?format=csv&from=${FIRST}`), { headers: headers(), signal: leaves.signal })
    await answer.body!.getReader().read()
    leaves.abort()
    const next = await fetch(url(`readings?bucket=day&from=${FIRST}&to=${FIRST + 12 * 24 * HOUR_MS}`), { headers: headers() })
    const { data } = (await next.json()) as { data: { n: number }[] }
    assert.equal(data.reduce((sum, { n }) => sum + n, 0), MANY)
  })

  test('T07 the same by cursor, page by page, without a gap or a repetition', async ({ assert }) => {
    let [from, rows] = [String(FIRST), 0]
    for (let page = 0; page < 4; page++) {
      const answer = await fetch(url(`readings?from=${from}&to=${FIRST + 20 * 24 * HOUR_MS}&limit=5000`), { headers: headers() })
      const { data, next_cursor: cursor } = (await answer.json()) as { data: { ts: number }[]; next_cursor: string }
      assert.equal(data[0]!.ts, FIRST + rows * SECOND_MS)
      rows += data.length
      from = cursor
    }
    assert.equal(rows, 20_000)
  })

  test('T07 node ace export:readings writes the whole file, or says in one sentence why not', async ({ assert }) => {
    const file = join(mkdtempSync(join(tmpdir(), 'redline-export-')), 'readings.csv')
    const ace = async (...args: string[]) => {
      const child = spawn(process.execPath, ['ace.js', 'export:readings', ...args], { cwd: app.makePath(), env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' } })
      let output = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
      const [code] = await once(child, 'close')
      return { code, output }
    }
    const done = await ace(point, file, '--from', String(FIRST), '--to', String(FIRST + 10 * HOUR_MS))
    assert.equal(done.code, 0, done.output)
    let lines = 0
    for await (const _ of createInterface({ input: createReadStream(file) })) lines += 1
    assert.equal(lines, 36_002)
    const wrong = await ace('NO.SUCH', file)
    assert.equal(wrong.code, 1)
    assert.match(wrong.output, /no history of a point NO\.SUCH/)
  })

  test('T07 cells that a spreadsheet would run are made text', ({ assert }) => {
    assert.equal(csvLine(['=1+1', '@x', '-4', -4, 'a,"b"', null]), `'=1+1,'@x,-4,-4,"a,""b""",\r\n`)
  })

  test('T07 a trend from {name}: {source}, never more buckets than asked for, bad readings apart')
    .with([
      { name: 'ten seconds', ms: 10 * SECOND_MS, source: 'raw' },
      { name: 'two hours', ms: 2 * HOUR_MS, source: 'raw' },
      { name: 'a day', ms: 24 * HOUR_MS, source: 'minute' },
      { name: 'a year', ms: 366 * 24 * HOUR_MS, source: 'hour' },
      { name: 'five years', ms: 5 * 366 * 24 * HOUR_MS, source: 'day' },
    ])
    .run(async ({ assert }, { ms, source }) => {
      const began = performance.now()
      const answer = await fetch(url(`trend?from=${FIRST}&to=${FIRST + ms - 1}&width=600`), { headers: headers() })
      assert.isBelow(performance.now() - began, 2_000)
      const { data } = (await answer.json()) as { data: any }
      assert.equal(data.source, source)
      assert.isAtMost(data.buckets.length, 601)
      const sum = (key: string) => data.buckets.reduce((total: number, one: any) => total + one[key], 0)
      const expected = Math.min(MANY, ms / SECOND_MS)
      assert.equal(sum('n') + sum('bad'), expected)
      assert.equal(sum('bad'), Math.floor(expected / 100))
      assert.isTrue(data.buckets.every((one: any) => one.min <= one.avg && one.avg <= one.max))
      assert.deepEqual(data.limits, { ll: null, l: null, h: 24, hh: 160 })
    })

  test('P11 where the readings are no longer kept, the trend is drawn from what is', async ({ assert }) => {
    await db.connection('history').rawQuery("INSERT INTO retention (point_id, series, cut) SELECT id, 'readings', ? FROM points WHERE code = ?", [FIRST + HOUR_MS, point])
    const answer = await fetch(url(`trend?from=${FIRST}&to=${FIRST + HOUR_MS}`), { headers: headers() })
    assert.equal(((await answer.json()) as any).data.source, 'minute')
    await db.connection('history').from('retention').delete()
  })

  test('P11 how the history fares is told', async ({ client, assert }) => {
    const answer = await client.get('/api/v1/history').bearerToken(token)
    answer.assertStatus(200)
    assert.containsSubset(answer.body().data, { reserve_mb: 64, kept_days: { gas: { raw: 90 } } })
    assert.isAbove(answer.body().data.bytes, 1_000_000)
  })
})
