import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { pairDevice } from '#app/identity/index'
import { defineSetting, settingValue } from '#app/kernel/settings'
import { applyDefinitions, exportDefinitions } from '#app/plant/index'

const by = systemActor('test')

async function folder(files: Record<string, string>): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'redline-plant-'))
  for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text)
  return path
}

const SITE = '- { code: T-SITE, kind: site, name: 厂, name_en: Site }\n'
const map = (rest: string) =>
  `${rest}- { code: T-SHOP, parent: T-SITE, kind: workshop, name: 车间, name_en: Shop }\n${SITE}`
const area = (code: string, more = '') =>
  `- { code: ${code}, parent: T-SHOP, kind: area, name: 区, name_en: Area${more} }\n`
const changesOf = (result: Awaited<ReturnType<typeof applyDefinitions>>) =>
  result.ok ? result.value.flatMap(({ changes }) => changes.map(({ type, key }) => `${type} ${key}`)) : result.error

test.group('plant:apply', () => {
  test('writes what the files say, with audit and one event; a second time nothing changes', async ({ assert }) => {
    const path = await folder({
      'areas.yaml': map(area('T-A1')),
      'equipment.yaml': '- { code: T-E1, area: T-A1, kind: fan, name: 风机, name_en: Fan }\n',
    })
    const first = await applyDefinitions({ folder: path, by })
    assert.sameMembers(changesOf(first) as string[], ['added T-SITE', 'added T-SHOP', 'added T-A1', 'added T-E1'])
    assert.equal((await db.from('areas').where('code', 'T-A1').firstOrFail()).parent_code, 'T-SHOP')
    const entries = await db.from('audit_entries').where('action', 'plant.definition_added').where('subject_id', 'T-E1')
    assert.lengthOf(entries, 1)
    const event = await db
      .from('outbox_events')
      .where('name', 'plant.definitions_applied')
      .orderBy('id', 'desc')
      .firstOrFail()
    assert.deepEqual(JSON.parse(event.payload).kinds, ['areas', 'equipment'])

    const before = (await db.from('audit_entries').count('* as n').firstOrFail()).n
    assert.deepEqual(changesOf(await applyDefinitions({ folder: path, by })), [])
    assert.equal((await db.from('audit_entries').count('* as n').firstOrFail()).n, before)
  })

  test('says every fault of every file at once, and writes nothing', async ({ assert }) => {
    const path = await folder({
      'areas.yaml': map(area('T-B1') + area('T-B2', ', gas_klass: "1"') + area('t-b3')),
      'equipment.yaml': '- code: T-E2\n  area: T-NOWHERE\n  kind: fan\n  name: 风机\n  name_en: Fan\n',
      'shoes.yaml': '- code: x\n',
    })
    const result = await applyDefinitions({ folder: path, by })
    assert.isFalse(result.ok)
    const places = (result.ok ? [] : result.error).map(({ file, line, column }) => `${file}:${line}:${column}`)
    assert.deepEqual(places, ['areas.yaml:2:80', 'areas.yaml:3:11', 'equipment.yaml:2:9', 'shoes.yaml:1:1'])
    assert.isNull(await db.from('areas').where('code', 'T-B1').first())
  })

  test('a dry run shows the difference and writes nothing', async ({ assert }) => {
    const path = await folder({ 'areas.yaml': map(area('T-C1')) })
    assert.include(changesOf(await applyDefinitions({ folder: path, by, dryRun: true })) as string[], 'added T-C1')
    assert.isNull(await db.from('areas').where('code', 'T-C1').first())
  })

  test('what the file leaves out stays as it is', async ({ assert }) => {
    await applyDefinitions({ folder: await folder({ 'areas.yaml': map(area('T-D1', ', gas_class: "1"')) }), by })
    await applyDefinitions({ folder: await folder({ 'areas.yaml': map(area('T-D1', ', active: false')) }), by })
    const row = await db.from('areas').where('code', 'T-D1').firstOrFail()
    assert.equal(row.gas_class, '1')
    assert.isFalse(Boolean(row.active))
  })

  test('a failure in the middle leaves nothing behind', async ({ assert }) => {
    const path = await folder({
      'areas.yaml': map(area('T-F1')),
      'roles.yaml': '- { code: t_role, name: 角色, name_en: Role, permissions: [] }\n',
    })
    await db.rawQuery(
      "CREATE TRIGGER t_fail BEFORE INSERT ON areas WHEN NEW.code = 'T-F1' BEGIN SELECT RAISE(ABORT, 'broken'); END"
    )
    await assert.rejects(() => applyDefinitions({ folder: path, by }), /broken/)
    await db.rawQuery('DROP TRIGGER t_fail')
    assert.isNull(await db.from('roles').where('code', 't_role').first())
  })

  test('a setting takes only values of its kind', async ({ assert }) => {
    const path = await folder({ 'settings.yaml': '- { key: no.such_setting, value: 1, source: a test }\n' })
    const result = await applyDefinitions({ folder: path, by })
    assert.match(result.ok ? '' : result.error[0]!.message, /no setting "no.such_setting"/)

    const own = defineSetting({
      key: 'plant.test_limit',
      default: [{ limit: 1 }],
      source: 'a test',
      refuse: (value) => (value[0]!.limit > 9 ? 'At most 9.' : null),
    })
    const refusal = async (value: string) => {
      const files = { 'settings.yaml': `- { key: ${own.key}, value: ${value}, source: a test }\n` }
      const outcome = await applyDefinitions({ folder: await folder(files), by })
      return outcome.ok ? null : outcome.error[0]!.message
    }
    assert.equal(await refusal('5'), 'The value must be a list, as [{"limit":1}] is.')
    assert.equal(await refusal('[{ limit: 10 }]'), 'At most 9.')
    assert.equal(await refusal('[]'), 'The value must have the form of [{"limit":1}].')
    assert.isNull(await refusal('[{ limit: 9 }]'))
    assert.deepEqual(await settingValue(own), [{ limit: 9 }])
  })

  test('what is exported changes nothing when it is applied', async ({ assert }) => {
    await applyDefinitions({
      folder: await folder({
        'areas.yaml': map(area('T-G1', ', outline: [[0, 0], [10, 0], [10, 10]]')),
        'shifts.yaml': '- { code: t-night, name: 夜, name_en: Night, start: "20:00", end: "08:00" }\n',
      }),
      by,
    })
    const path = await mkdtemp(join(tmpdir(), 'redline-export-'))
    const files = await exportDefinitions(path)
    assert.includeMembers(
      files.map(({ file }) => file),
      ['areas.yaml', 'shifts.yaml']
    )
    assert.deepEqual(changesOf(await applyDefinitions({ folder: path, by })), [])
  })
})

test.group('plant:apply: devices', () => {
  const device = (reusable: boolean) =>
    `- { code: T-K-${reusable ? 1 : 0}, kind: workshop, name: 机, name_en: Kiosk, permissions: [board.read], pairing_code: T-PAIR-${reusable}, pairing_reusable: ${reusable} }\n`

  test('a one-time pairing code that was used is not revived by the same file', async ({ assert }) => {
    const path = await folder({ 'devices.yaml': device(false) })
    await applyDefinitions({ folder: path, by })
    assert.isTrue((await pairDevice('T-PAIR-false')).ok)
    assert.deepEqual(changesOf(await applyDefinitions({ folder: path, by })), [])
    assert.isFalse((await pairDevice('T-PAIR-false')).ok)
  })

  test('a reusable one pairs many times', async ({ assert }) => {
    await applyDefinitions({ folder: await folder({ 'devices.yaml': device(true) }), by })
    assert.isTrue((await pairDevice('T-PAIR-true')).ok)
    assert.isTrue((await pairDevice('T-PAIR-true')).ok)
  })

  test('pairing codes are neither exported nor audited', async ({ assert }) => {
    const path = await mkdtemp(join(tmpdir(), 'redline-export-'))
    await exportDefinitions(path)
    const { readFile } = await import('node:fs/promises')
    assert.notInclude(await readFile(join(path, 'devices.yaml'), 'utf8'), 'T-PAIR')
    assert.isNull(await db.from('audit_entries').where('details', 'like', '%T-PAIR%').first())
  })
})
