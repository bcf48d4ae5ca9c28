import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { frozenClock } from '#tests/support/clock'
import type { Batch } from '#modules/telemetry/historian/messages'
import { HistoryStore } from '#modules/telemetry/historian/store'

const DAY_MS = 86_400_000
const NOW = Date.UTC(2026, 10, 24, 12)
type Row = [pointId: number, ts: number, value: number, quality?: number]

let batchId = 0
const batch = (rows: Row[], changes: Partial<Batch> = {}): Batch => ({
  id: (batchId += 1),
  at: NOW,
  newPoints: [{ id: 1, code: 'A.CO' }, { id: 2, code: 'A.TEMP' }],
  pointIds: Int32Array.from(rows, ([pointId]) => pointId),
  instants: Float64Array.from(rows, ([, ts]) => ts),
  values: Float64Array.from(rows, ([, , value]) => value),
  qualities: Uint8Array.from(rows, ([, , , quality]) => quality ?? 0),
  conditions: [],
  transitions: [],
  committed: [],
  ...changes,
})

function aStore() {
  const folder = mkdtempSync(join(tmpdir(), 'redline-store-'))
  const file = join(folder, 'history.sqlite')
  let store = new HistoryStore(file)
  const look = (sql: string) => {
    const database = new DatabaseSync(file, { readOnly: true })
    const rows = database.prepare(sql).all().map((row) => ({ ...row }))
    database.close()
    return rows
  }
  return {
    get store() {
      return store
    },
    look,
    reopen() {
      store.close()
      store = new HistoryStore(file)
    },
    end() {
      store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

test.group('Roll-ups', (group) => {
  let its: ReturnType<typeof aStore>
  group.each.setup(() => {
    its = aStore()
    return () => its.end()
  })

  test('T07 bad readings are counted and enter no average; what is not a number is bad', ({ assert }) => {
    its.store.write(batch([[1, NOW, 10], [1, NOW + 1_000, 20], [1, NOW + 2_000, 900, 2], [1, NOW + 3_000, Number.NaN]]))
    for (const table of ['minutes', 'hours', 'days'])
      assert.containsSubset(its.look(`SELECT n, bad, lowest, highest, total FROM ${table}`), [{ n: 2, bad: 2, lowest: 10, highest: 20, total: 30 }])
  })

  test('T07 a late reading corrects minute, hour and day in its own transaction, and a repeated one changes nothing', ({ assert }) => {
    its.store.write(batch([[1, NOW, 10], [1, NOW + 120_000, 30]]))
    its.store.write(batch([[1, NOW + 1_000, 50], [1, NOW, 10]]))
    assert.containsSubset(its.look('SELECT n, total, highest FROM minutes ORDER BY minute'), [{ n: 2, total: 60, highest: 50 }, { n: 1, total: 30 }])
    assert.containsSubset(its.look('SELECT n, total FROM days'), [{ n: 3, total: 90 }])
  })

  test('T07 a batch that fails leaves neither readings nor roll-ups', ({ assert }) => {
    const broken = batch([[1, NOW, 10]], { conditions: [{ code: null as unknown as string, state: null as never }] })
    assert.throws(() => its.store.write(broken))
    assert.deepEqual(its.look('SELECT count(*) AS n FROM readings UNION ALL SELECT count(*) FROM days'), [{ n: 0 }, { n: 0 }])
    its.store.write({ ...broken, conditions: [] })
    assert.containsSubset(its.look('SELECT n FROM days'), [{ n: 1 }])
  })
})

test.group('Retention', (group) => {
  let its: ReturnType<typeof aStore>
  group.each.setup(() => {
    its = aStore()
    const time = frozenClock(NOW)
    return () => {
      time.restore()
      its.end()
    }
  })

  const rules = [
    { code: 'A.CO', days: [90, 1_098, 3_660, 7_320] as [number, number, number, number] },
    { code: 'A.TEMP', days: [30, 366, 1_830, 3_660] as [number, number, number, number] },
  ]
  const countOf = (table: string, pointId: number) => its.look(`SELECT count(*) AS n FROM ${table} WHERE point_id = ${pointId}`)[0]!.n
  const round = () => {
    let slices = 0
    while (its.store.retention.step()) if ((slices += 1) > 10_000) throw new Error('it does not end')
    return slices
  }

  test('P11 each class keeps its own time: gas longer than temperature, roll-ups longer than readings', ({ assert }) => {
    const ages = [1, 40, 100, 400, 2_000, 4_000]
    its.store.write(batch(ages.flatMap((days): Row[] => [[1, NOW - days * DAY_MS, days], [2, NOW - days * DAY_MS, days]])))
    its.store.obey({ rules, reserveBytes: 1 })
    round()
    const left = (pointId: number) => ['readings', 'minutes', 'hours', 'days'].map((table) => countOf(table, pointId))
    assert.deepEqual(left(1), [2, 4, 5, 6])
    assert.deepEqual(left(2), [1, 3, 4, 5])
    assert.equal(its.store.retention.status.removed, 18)
    assert.equal(its.store.retention.status.roundEndedAt, NOW)
  })

  test('P11 journal, states and points stay, however old', ({ assert }) => {
    const transition = { kind: 'point_lost', point: 'A.CO', fault: 'stale', at: NOW - 5_000 * DAY_MS } as const
    its.store.write(batch([[1, NOW - 5_000 * DAY_MS, 1]], { transitions: [{ seq: 1, transition }], conditions: [{ code: 'A.CO.H', state: { count: 2, active: true } }] }))
    its.store.obey({ rules, reserveBytes: 1 })
    round()
    assert.equal(countOf('readings', 1), 0)
    assert.deepEqual(its.look('SELECT (SELECT count(*) FROM journal) AS j, (SELECT count(*) FROM condition_states) AS c, (SELECT count(*) FROM points) AS p'), [{ j: 1, c: 1, p: 2 }])
  })

  test('P11 in small slices: storing goes on between them, and a restart goes on where it stopped', ({ assert }) => {
    const old = NOW - 50 * DAY_MS
    its.store.write(batch(Array.from({ length: 5_000 }, (_, index): Row => [2, old + index, 1])))
    its.store.obey({ rules, reserveBytes: 1 })
    assert.isTrue(its.store.retention.step())
    const afterOne = Number(countOf('readings', 2))
    assert.isAbove(afterOne, 0)
    assert.isBelow(afterOne, 5_000)
    its.store.write(batch([[2, NOW, 7]]))
    its.reopen()
    its.store.obey({ rules, reserveBytes: 1 })
    assert.isAbove(round(), 1)
    assert.equal(countOf('readings', 2), 1)
    assert.isBelow(its.store.retention.status.longestSliceMs, 1_000)
  })

  test('P11 a reading from a time that is no longer kept is not counted twice: it is refused and told', ({ assert }) => {
    const row: Row = [2, NOW - 40 * DAY_MS, 5]
    its.store.write(batch([row]))
    its.store.obey({ rules, reserveBytes: 1 })
    round()
    its.store.write(batch([row]))
    assert.equal(countOf('readings', 2), 0)
    assert.containsSubset(its.look('SELECT n FROM days WHERE point_id = 2'), [{ n: 1 }])
    assert.equal(its.store.retention.status.refusedAsTooOld, 1)
  })
})
