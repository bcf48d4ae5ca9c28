import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { applyDefinitions, exportDefinitions } from '#app/plant/index'
import { runningRules } from '#app/rules/queries/running_rules'
import { person } from '#tests/support/people'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { parse, stringify } from 'yaml'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const rule = (code: string, overrides: object = {}) => ({
  code,
  name: '重大隐患即报',
  name_en: 'Tell of a major hazard at once',
  trigger: { kind: 'event', event: 'hazards.hazard_reported' },
  when: 'level == "major" && areaCode == "GAS2"',
  actions: [{ do: 'notify', roles: ['safety_director'], message: '{rule} {code}' }],
  ...overrides,
})
const ALL = ['rules.read', 'rules.write', 'rules.publish', 'hazards.report', 'hazards.read']

test.group('Rules as versioned data (F01, F13)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('F13 a fourth rule is drafted, checked, published with a waiver, and fires', async ({ client, assert }) => {
    const editor = await person(ALL)
    const post = (path: string, body: object = {}) => client.post(`/api/v1/rules${path}`).bearerToken(editor.token).json(body)
    ;(await post('', rule('MAJOR-GAS2'))).assertStatus(201)
    assert.isTrue((await post('/MAJOR-GAS2/check')).body().data.ok)
    const bare = await post('/MAJOR-GAS2/publish', { mode: 'live' })
    bare.assertStatus(409)
    assert.deepEqual(bare.body().error.details.map((why: any) => why.code), ['rules.proof_needed'])
    const published = await post('/MAJOR-GAS2/publish', { mode: 'live', waiver: '新规则，没有历史数据' })
    published.assertStatus(200)
    assert.deepInclude(published.body().data, { mode: 'live', version: 1, has_draft: false })

    const report = (level: string) => client.post('/api/v1/hazards').bearerToken(editor.token).json({ type: 'GAS', area: 'GAS2', level })
    ;(await report('general')).assertStatus(201)
    const major = await report('major')
    major.assertStatus(201)
    await new OutboxDispatcher().drain()
    const { data } = (await client.get('/api/v1/rules/firings?rule=MAJOR-GAS2').bearerToken(editor.token)).body()
    assert.lengthOf(data, 1)
    assert.equal(data[0].facts[0].label, major.body().data.code)
    assert.deepInclude(data[0].actions[0], { do: 'notify', status: 'done' })
    const listed = (await client.get('/api/v1/rules').bearerToken(editor.token)).body().data
    assert.equal(listed.find((one: { code: string }) => one.code === 'MAJOR-GAS2').last_fired_at, data[0].at)
  })

  test('F01 a new version takes the place of the old one, which never changes; a rule can be stopped and started', async ({ client, assert }) => {
    const editor = await person(ALL)
    const post = (path: string, body: object = {}) => client.post(`/api/v1/rules${path}`).bearerToken(editor.token).json(body)
    const waiver = '仅供测试使用的规则'
    await post('', rule('VERSIONED'))
    await post('/VERSIONED/publish', { mode: 'live', waiver })
    await post('', rule('VERSIONED', { when: 'level == "general"' }))
    assert.equal((await runningRules('event')).find(({ code }) => code === 'VERSIONED')?.version, 1, 'a draft runs nothing')
    await post('/VERSIONED/publish', { mode: 'shadow', waiver })
    const both = (await runningRules('event')).filter(({ code }) => code === 'VERSIONED')
    assert.deepEqual(both.map(({ version, mode }) => [version, mode]), [[1, 'live'], [2, 'shadow']])
    await post('/VERSIONED/enable', { version: 2 })
    assert.deepEqual((await runningRules('event')).filter(({ code }) => code === 'VERSIONED').map(({ version, mode }) => [version, mode]), [[2, 'live']])
    ;(await post('/VERSIONED/disable')).assertStatus(200)
    assert.lengthOf((await runningRules('event')).filter(({ code }) => code === 'VERSIONED'), 0)
    await assert.rejects(() => db.from('rule_versions').where('rule_code', 'VERSIONED').update({ name: 'x' }), /never changes/)
    const noted = await db.from('audit_entries').where({ subject_type: 'rule', subject_id: 'VERSIONED' }).orderBy('seq')
    assert.deepEqual(noted.map(({ action }) => action), [
      'rules.draft_saved', 'rules.rule_published', 'rules.mode_changed',
      'rules.draft_saved', 'rules.rule_published', 'rules.mode_changed', 'rules.mode_changed', 'rules.mode_changed',
    ])
    const file = (await client.get('/api/v1/rules/VERSIONED').bearerToken(editor.token)).body().data
    assert.deepEqual(file.versions.map((one: any) => one.definition.when), ['level == "general"', 'level == "major" && areaCode == "GAS2"'])
  })

  test('F01 everything that is wrong is said at once, in the reader’s language, and nothing of it is published', async ({ client, assert }) => {
    const editor = await person(ALL)
    const wrong = rule('WRONG', {
      trigger: { kind: 'event', event: 'hazards.hazard_reported', evnt: 1 },
      when: 'levle == "major"',
      window: { kind: 'count', more_than: 5, within_h: 24, group_by: [['area']] },
      during: { hours: '8-20', shifts: ['moon'] },
      actions: [{ do: 'raise_level', grade: 'purple', area: 'NOWHERE' }, { do: 'notify', role: ['x'] }, { do: 'explode' }],
    })
    const ask = (locale: string) => client.post('/api/v1/rules/WRONG/check').bearerToken(editor.token).header('accept-language', locale).json(wrong)
    const { faults } = (await ask('en')).body().data
    assert.sameMembers(faults.map((one: any) => one.path.join('.')), [
      'trigger.evnt', 'when', 'window.group_by.0.0', 'during.hours', 'during.shifts.0', 'actions.0.area', 'actions.0.grade', 'actions.1.role', 'actions.2.do',
    ])
    assert.isTrue(faults.every((one: any) => one.message && !one.message.includes('rules.')))
    assert.match((await ask('zh-CN')).body().data.faults.find((one: any) => one.path[0] === 'during').message, /时段/)
    ;(await client.post('/api/v1/rules').bearerToken(editor.token).json(wrong)).assertStatus(201)
    ;(await client.post('/api/v1/rules/WRONG/publish').bearerToken(editor.token).json({ mode: 'live', waiver: '强行发布试试看' })).assertStatus(422)
    const shapeless = (await client.post('/api/v1/rules/WRONG/check').bearerToken(editor.token).json({ name: '' })).body().data
    assert.isFalse(shapeless.ok)
    assert.isAtLeast(shapeless.faults.length, 3)
    const reader = await person(['rules.read'])
    ;(await client.post('/api/v1/rules').bearerToken(reader.token).json(rule('X'))).assertStatus(403)
  })

  test('F13 the vocabulary names triggers, fields and actions in both languages', async ({ client, assert }) => {
    const reader = await person(['rules.read'])
    const { data } = (await client.get('/api/v1/rules/vocabulary').bearerToken(reader.token)).body()
    const reported = data.triggers.find((one: any) => one.event === 'hazards.hazard_reported')
    assert.deepInclude(reported.fields.find((one: any) => one.key === 'areaCode'), { name: '区域', name_en: 'Area', of: 'areas' })
    assert.includeMembers(data.actions.map((one: any) => one.do), ['notify', 'raise_level', 'start_plan', 'create_hazard'])
    assert.isTrue(data.actions.flatMap((one: any) => one.parameters).every((one: any) => one.name && one.name_en))
  })

  test('F01 plant:apply applied again changes nothing, and what is exported can be applied', async ({ assert }) => {
    const folder = app.makePath('resources/plant/demo')
    const again = await applyDefinitions({ folder, by: systemActor('test') })
    assert.deepEqual(again.ok && again.value.find(({ kind }) => kind === 'rules')?.changes, [])
    const copy = await mkdtemp(join(tmpdir(), 'redline-rules-'))
    await exportDefinitions(copy)
    for (const name of await readdir(copy)) if (name !== 'rules.yaml') await rm(join(copy, name))
    // What other suites have published past the checks is none of the plant's.
    const own = new Set(parse(await readFile(join(folder, 'rules.yaml'), 'utf8')).map(({ code }: { code: string }) => code))
    const written = parse(await readFile(join(copy, 'rules.yaml'), 'utf8')).filter(({ code }: { code: string }) => own.has(code))
    assert.lengthOf(written, own.size)
    await writeFile(join(copy, 'rules.yaml'), stringify(written))
    const exported = await applyDefinitions({ folder: copy, dryRun: true, by: systemActor('test') })
    if (!exported.ok) throw new Error(JSON.stringify(exported.error.slice(0, 5)))
    assert.deepEqual(exported.value.find(({ kind }) => kind === 'rules')?.changes, [])
  })
})
