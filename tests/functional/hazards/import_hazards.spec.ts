import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { importKind } from '#app/integrations/imports'
import { runImport } from '#app/integrations/imports/run_import'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { findAssignee } from '#modules/hazards/queries/find_dispatch'

const by = systemActor('test')

async function csv(body: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'redline-hazards-')), 'hazards.csv')
  await writeFile(path, 'code,type,area,reporter,class,level,words\n' + body)
  return path
}
const bring = async (body: string) => runImport({ kind: importKind('hazards')!, path: await csv(body), by })
const stored = () => db.from('hazards').whereLike('code', 'OLD-%').orderBy('code')

test.group('Hazards of the demo plant, and a register kept elsewhere (B05)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('whoever is given a hazard may rectify it, whatever its type, level and place', async ({ assert }) => {
    const types: { code: string }[] = await db.from('hazard_types').where('active', true)
    const areas: { code: string }[] = await db.from('areas').where('active', true)
    const able = new Set(
      (
        await db
          .from('role_assignments')
          .join('roles', 'roles.code', 'role_assignments.role_code')
          .whereLike('roles.permissions', '%"hazards.rectify"%')
          .select('account_id')
      ).map(({ account_id }) => account_id)
    )
    const stuck = await transact(async (tx) => {
      const found: string[] = []
      for (const { code: typeCode } of types)
        for (const { code: areaCode } of areas)
          for (const level of ['general', 'major']) {
            const assignee = await findAssignee(tx, { typeCode, areaCode, level })
            if (!assignee || !able.has(assignee.id)) found.push(`${typeCode} ${areaCode} ${level}: ${assignee?.name ?? 'nobody'}`)
          }
      return found
    })
    assert.deepEqual(stuck, [])
  })

  test('each line starts the loop; the same table again changes nothing', async ({ assert }) => {
    const body = 'OLD-1,GAS,GAS2,E1001,,major,水封冒气\nOLD-2,PASSAGE,BAR,E1014,near_miss,,\n'
    const outcome = await bring(body)
    assert.deepEqual(outcome.faults, [])
    assert.equal(outcome.counts.add, 2)
    const rows = await stored()
    assert.deepEqual(
      rows.map((row) => [row.code, row.state, row.class, row.level, row.reporter_name, row.assignee_name]),
      [
        ['OLD-1', 'dispatched', 'hazard', 'major', '王建国', '吴刚'],
        ['OLD-2', 'dispatched', 'near_miss', 'general', '许佳', '林涛'],
      ]
    )
    assert.lengthOf(await db.from('audit_entries').where('subject_id', rows[0].id), 1)
    assert.deepEqual((await bring(body)).counts, { add: 0, change: 0, remove: 0, unchanged: 2, faulty: 0 })
  })

  test('faults name line and heading, all of them, and nothing is written', async ({ assert }) => {
    const before = (await stored()).length
    const outcome = await bring('OLD-3,GAS,GAS2,E1001,,,\nOLD-3,NONE,NOWHERE,E0,,,\nH-2026-00001,GAS,GAS2,E1001,odd,,\n')
    assert.isFalse(outcome.imported)
    assert.sameDeepMembers(
      outcome.faults.map(({ line, heading }) => [line, heading]),
      [[3, 'code'], [3, 'type'], [3, 'area'], [3, 'reporter'], [4, 'class']]
    )
    assert.lengthOf(await stored(), before)
    const taken = await bring('H-2026-77777,GAS,GAS2,E1001,,,\n')
    assert.deepEqual(taken.faults.map(({ heading }) => heading), ['code'])
  })
})
