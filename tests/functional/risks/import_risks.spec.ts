import { copyFile, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { importKind } from '#app/integrations/imports'
import { runImport } from '#app/integrations/imports/run_import'
import { applyDefinitions, exportDefinitions } from '#app/plant/index'

const by = systemActor('test')
const demo = app.makePath('resources/plant/demo')
const HEADING = 'code,area,name,name_en,family,method,l,e,c,s,measures,responsible,plan,published\n'

async function csv(body: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'redline-risks-')), 'risks.csv')
  await writeFile(path, HEADING + body)
  return path
}

test.group('The register as a table and as files (A01)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: demo, by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('what was applied comes out again, and applied again changes nothing', async ({ assert }) => {
    const whole = await mkdtemp(join(tmpdir(), 'redline-risks-'))
    const folder = await mkdtemp(join(tmpdir(), 'redline-risks-'))
    await exportDefinitions(whole)
    // Only this room's files: other suites leave roles behind that no plant's file would have.
    for (const name of ['risk_points.yaml', 'emergency_plans.yaml']) await copyFile(join(whole, name), join(folder, name))
    const again = await applyDefinitions({ folder, by })
    if (!again.ok) throw new Error(JSON.stringify(again.error.slice(0, 5)))
    const own = again.value.filter(({ kind }) => kind === 'risk_points' || kind === 'emergency_plans')
    assert.lengthOf(own, 2)
    assert.deepEqual(own.flatMap(({ changes }) => changes), [])
  })

  test('a table brings factors; the grade follows', async ({ assert }) => {
    const path = await csv('R-IMP-1,GAS2,试验,Trial,gas,lec,6,6,15,,通风 | Ventilate; 监护 | Guardian,E1008,GAS-LEAK,是\nR-IMP-2,BAR,试验二,Trial two,machine,ls,2,,,4,防护罩 | Guard,,,\n')
    const outcome = await runImport({ kind: importKind('risks')!, path, by })
    assert.deepEqual(outcome.faults, [])
    assert.isTrue(outcome.imported)
    const rows = await db.from('risk_points').whereLike('code', 'R-IMP-%').orderBy('code')
    assert.deepEqual(rows.map(({ score, grade, status }) => ({ score, grade, status })), [
      { score: 540, grade: 'red', status: 'published' },
      { score: 8, grade: 'blue', status: 'draft' },
    ])
    assert.lengthOf(JSON.parse(rows[0].measures), 2)
  })

  test('faults name their row and column, and nothing is written', async ({ assert }) => {
    const path = await csv('R-IMP-8,GAS2,好的,Good,gas,lec,6,6,15,,通风 | Ventilate,E1008,GAS-LEAK,\nR-IMP-9,NOWHERE,坏的,Bad,gas,lec,5,6,15,,通风,,,\n')
    const outcome = await runImport({ kind: importKind('risks')!, path, by })
    assert.isFalse(outcome.imported)
    assert.isAbove(outcome.faults.length, 0)
    assert.lengthOf(await db.from('risk_points').whereIn('code', ['R-IMP-8', 'R-IMP-9']), 0)
  })
})
