import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { importKind } from '#app/integrations/imports'
import { runImport } from '#app/integrations/imports/run_import'
import { transact } from '#app/kernel/transaction'
import { planRows, writeChanges } from '#app/plant/index'
import { xlsx } from '#tests/support/xlsx'

const by = systemActor('test')
const kind = importKind('equipment')!
const heading = 'code,area,kind,name,name_en\n'

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'redline-import-')), name)
  await writeFile(path, content)
  return path
}
const csv = (body: string) => file('equipment.csv', heading + body)
const stored = (code: string) => db.from('equipment').where('code', code).first()

test.group('import:equipment', (group) => {
  group.setup(async () => {
    const name = { name: '某处', name_en: 'Somewhere' }
    const { changed } = await planRows('areas', [
      { code: 'V-SITE', kind: 'site', ...name },
      { code: 'V-SHOP', parent: 'V-SITE', kind: 'workshop', ...name },
      { code: 'V-AREA', parent: 'V-SHOP', kind: 'area', ...name },
    ])
    await transact((tx) => writeChanges(tx, [changed], by))
  })

  test('a merge preview counts, and writes nothing', async ({ assert }) => {
    const path = await csv('V-1,V-AREA,fan,风机,Fan\nV-2,V-AREA,fan,风机,Fan\n')
    const outcome = await runImport({ kind, path, by, dryRun: true })
    assert.deepEqual(outcome, {
      imported: false,
      counts: { add: 2, change: 0, remove: 0, unchanged: 0, faulty: 0 },
      faults: [],
    })
    assert.isNull(await stored('V-1'))
  })

  test('is written once, with audit; again nothing changes; later only the difference', async ({ assert }) => {
    const path = await csv('V-1,V-AREA,fan,风机,Fan\nV-2,V-AREA,fan,=1+1,Fan\n')
    assert.isTrue((await runImport({ kind, path, by })).imported)
    assert.equal((await stored('V-2')).name, '=1+1')
    assert.lengthOf(await db.from('audit_entries').where('subject_id', 'V-1').where('subject_type', 'equipment'), 1)
    assert.deepEqual((await runImport({ kind, path, by })).counts, {
      add: 0,
      change: 0,
      remove: 0,
      unchanged: 2,
      faulty: 0,
    })
    const later = await csv('V-1,V-AREA,fan,新风机,Fan\nV-3,V-AREA,fan,风机,Fan\n')
    assert.deepEqual((await runImport({ kind, path: later, by })).counts, {
      add: 1,
      change: 1,
      remove: 0,
      unchanged: 0,
      faulty: 0,
    })
  })

  test('all or nothing; partial takes what has no fault', async ({ assert }) => {
    const path = await csv(
      'V-4,V-AREA,fan,风机,Fan\nV-5,NOWHERE,fan,风机,Fan\nV-6,V-AREA,fun,风机,Fan\nV-4,V-AREA,fan,风机,Fan\n'
    )
    const all = await runImport({ kind, path, by })
    assert.isFalse(all.imported)
    assert.deepEqual(
      all.faults.map(({ line, column }) => [line, column]),
      [
        [3, 2],
        [4, 3],
        [5, 1],
      ]
    )
    assert.isNull(await stored('V-4'))
    const part = await runImport({ kind, path, by, partial: true })
    assert.isTrue(part.imported)
    assert.equal(part.counts.faulty, 3)
    assert.isNotNull(await stored('V-4'))
    assert.isNull(await stored('V-5'))
  })

  test('a spreadsheet is read as a table is', async ({ assert }) => {
    const rows = [
      ['code', 'area', 'kind', 'name', 'name_en'],
      ['V-7', 'V-AREA', 'fan', '风机七', 7],
      [],
      ['V-8', 'V-AREA', 'fun', 'x', 'x'],
    ]
    const path = await file('equipment.xlsx', xlsx(rows))
    const outcome = await runImport({ kind, path, by, partial: true })
    assert.deepEqual(
      outcome.faults.map(({ line, column }) => [line, column]),
      [[4, 3]]
    )
    assert.equal((await stored('V-7')).name_en, '7')
  })

  test('without the right heading nothing is taken, not even partially', async ({ assert }) => {
    const path = await file('equipment.csv', 'code,colour\nV-9,red\n')
    const outcome = await runImport({ kind, path, by, partial: true })
    assert.isFalse(outcome.imported)
    assert.isNotEmpty(outcome.faults)
  })
})
