import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { test } from '@japa/runner'
import { plainCell, safeCell } from '#app/integrations/imports/cell'
import { booleanColumn, dateColumn, listColumn, numberColumn, textColumn } from '#app/integrations/imports/columns'
import { parseTable } from '#app/integrations/imports/parse_table'
import { readTable } from '#app/integrations/imports/read_table'
import { csvText } from '#app/integrations/imports/write_csv'

const columns = [
  textColumn('code', { required: true, aliases: ['编码'] }),
  numberColumn('limit'),
  booleanColumn('active'),
  dateColumn('until'),
  listColumn('roles'),
]

async function table(content: string | Buffer, name = 't.csv') {
  const path = join(await mkdtemp(join(tmpdir(), 'redline-import-')), name)
  await writeFile(path, content)
  return readTable(path)
}

async function parsed(content: string | Buffer) {
  const read = await table(content)
  return parseTable(read.ok ? read.value : [], columns)
}

test.group('Tables to import', () => {
  test('cells become values; an empty one is left out', async ({ assert }) => {
    const { rows, faults } = await parsed(
      '编码,Limit,active,until,roles\nA,-23.5,是,2026/3/1,worker; guardian\nB,,,,\n'
    )
    assert.deepEqual(faults, [])
    assert.deepEqual(rows, [
      {
        line: 2,
        values: { code: 'A', limit: -23.5, active: true, until: '2026-03-01', roles: ['worker', 'guardian'] },
      },
      { line: 3, values: { code: 'B' } },
    ])
  })

  test('every fault has line and column, also after cells of several lines and blank lines', async ({ assert }) => {
    const { rows, faults } = await parsed('code,limit,until\n"A\nA",1,\n\n,x,2026-02-30\nB,1,\n')
    assert.deepEqual(
      rows.map(({ line }) => line),
      [2, 6]
    )
    assert.deepEqual(faults, [
      { line: 5, column: 1, heading: 'code', message: 'A value is needed here.' },
      { line: 5, column: 2, heading: 'limit', message: '"x" is no number, such as 23.5.' },
      { line: 5, column: 3, heading: 'until', message: 'There is no day 2026-02-30.' },
    ])
  })

  test('unknown and missing columns are faults: nothing is silently dropped', async ({ assert }) => {
    const { rows, faults } = await parsed('limit,colour\n1,red\n')
    assert.deepEqual(rows, [])
    assert.deepEqual(
      faults.map(({ column }) => column),
      [null, 2]
    )
  })

  test('what Chinese spreadsheets write is read: GB 18030, a byte order mark, semicolons', async ({ assert }) => {
    const gbk = Buffer.concat([Buffer.from([0xb1, 0xe0, 0xc2, 0xeb]), Buffer.from(',limit\nA,1\n')])
    assert.deepEqual((await parsed(gbk)).rows[0]?.values, { code: 'A', limit: 1 })
    assert.deepEqual((await parsed('\uFEFFcode;limit\r\nA;1\r\n')).rows[0]?.values, { code: 'A', limit: 1 })
  })

  test('what is no table says so', async ({ assert }) => {
    assert.deepEqual(await readTable('/nowhere.csv'), { ok: false, error: 'There is no file /nowhere.csv.' })
    assert.isFalse((await table('no zip', 't.xlsx')).ok)
    assert.isFalse((await table('code\n"A\n')).ok)
    assert.lengthOf((await parsed('')).faults, 1)
  })

  test('no exported text begins a formula, and all come back as they were', async ({ assert }) => {
    const text = fc.string({
      unit: fc.constantFrom('=', '+', '-', '@', "'", '1', '.', 'A', '(', ' ', '\t', '"', ',', ';'),
    })
    fc.assert(
      fc.property(text, (value) => {
        const cell = safeCell(value)
        assert.isTrue(!/^[=+\-@\t\r]/.test(cell) || /^[-+]?\d+(\.\d+)?$/.test(cell), JSON.stringify(cell))
        if (!value.startsWith("'")) assert.equal(plainCell(cell), value)
      })
    )
    const read = await table(await csvText(['code'], [['=HYPERLINK("x")'], ['-5'], ['=1+1, x']]))
    assert.deepEqual(read.ok && read.value.map(({ cells }) => cells[0]), ['code', '=HYPERLINK("x")', '-5', '=1+1, x'])
  })
})
