import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { followCauses } from '#modules/risks/level/causes'
import { currentGrade } from '#modules/risks/index'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'
import { aPermit, clearPermits, demoPlant } from '#tests/support/permit_site'

const HOUR = 3_600_000
const MAY = ['risks.read', 'risks.write', 'hazards.report', 'hazards.read', 'hazards.dispatch', 'hazards.close']

test.group('The current level follows what happens (A05)', (group) => {
  group.each.timeout(30_000)
  group.setup(async () => {
    await demoPlant()
    await transact(async (tx) => {
      const type = { code: 'LV-ODD', name: '其他', name_en: 'Other', icon: 'ban', photo_after: false, position: 2, active: true }
      await tx.db.knexQuery().insert(type).into('hazard_types').onConflict('code').ignore()
    })
  })
  let area = 0
  /** An area of its own, where nothing was assessed. */
  async function anArea(): Promise<string> {
    area += 1
    const code = `LV-${area}`
    const { parent_code: parent } = await db.from('areas').where('code', 'GAS2').firstOrFail()
    await transact((tx) => tx.db.table('areas').insert({ code, kind: 'area', parent_code: parent, name: `等级区${area}`, name_en: `Level area ${area}`, active: true }))
    return code
  }
  const levelOf = async (client: any, token: string, code: string) => (await client.get('/api/v1/levels').bearerToken(token)).body().data.find((one: any) => one.area.code === code)
  const history = async (client: any, token: string, code: string) => (await client.get('/api/v1/levels/history').bearerToken(token).qs({ area: code })).body().data

  test('A05 a change of process lifts the level, says who and why, and falls back by time alone', async ({ client, assert, cleanup }) => {
    const time = frozenClock(Date.now())
    cleanup(() => time.restore())
    const officer = await person(MAY)
    const post = (body: object) => client.post('/api/v1/levels/changes').bearerToken(officer.token).json(body)
    const bad = await post({ area: 'NOWHERE', grade: 'red', reason: '换料', until: time.now() + 40 * 24 * HOUR })
    assert.deepEqual(bad.body().error.details.map((one: any) => one.code), ['risks.no_such_area', 'risks.change_too_long'])
    const code = await anArea()
    const before = await currentGrade(code)
    const changed = await post({ area: code, grade: 'red', reason: '改用高炉煤气', until: time.now() + HOUR })
    changed.assertStatus(201)
    assert.equal(await currentGrade(code), 'red')
    const level = await levelOf(client, officer.token, code)
    assert.equal(level.current, 'red')
    assert.equal(level.assessed ?? 'blue', before)
    assert.containsSubset(level.causes, [{ type: 'change', what: '改用高炉煤气', who: officer.name, grade: 'red' }])
    time.forward(HOUR + 1)
    await followCauses()
    assert.equal(await currentGrade(code), before)
    const [last] = await history(client, officer.token, code)
    assert.containsSubset(last, { type: 'change', who: officer.name, what: '改用高炉煤气' })
    assert.isNotNull(last.until)
    const moves = (await db.from('audit_entries').where({ action: 'risks.area_level_changed', subject_id: code }).orderBy('seq')).map((one: any) => JSON.parse(one.details))
    assert.deepEqual(moves.map(({ from, to }: any) => [from, to]), [[before, 'red'], ['red', before]])
  })

  test('A05 a person ends a change before its time', async ({ client, assert }) => {
    const officer = await person(MAY)
    const code = await anArea()
    const before = await currentGrade(code)
    const { id } = (await client.post('/api/v1/levels/changes').bearerToken(officer.token).json({ area: code, grade: 'red', reason: '停一台风机', until: Date.now() + HOUR })).body().data
    assert.equal(await currentGrade(code), 'red')
    const ended = await client.post(`/api/v1/levels/changes/${id}/end`).bearerToken(officer.token)
    ended.assertStatus(200)
    assert.equal(await currentGrade(code), before)
    const stranger = await person(['risks.read'])
    const refused = await client.post('/api/v1/levels/changes').bearerToken(stranger.token).json({ area: code, grade: 'red', reason: '换料', until: Date.now() + HOUR })
    refused.assertStatus(403)
  })

  test('A05 work under way lifts the level while it lasts', async ({ assert }) => {
    await clearPermits()
    await followCauses()
    const causes = () => db.from('area_level_causes').where({ area_code: 'GAS2', cause_type: 'permit' }).whereNull('until')
    await aPermit('started')
    await followCauses()
    assert.lengthOf(await causes(), 1)
    assert.equal((await causes())[0].grade, 'orange')
    await followCauses()
    assert.lengthOf(await causes(), 1)
    await clearPermits()
    await followCauses()
    assert.lengthOf(await causes(), 0)
  })

  test('A05 an open major hazard lifts the level until it is withdrawn; told twice or late, it is the same', async ({ client, assert }) => {
    const officer = await person(MAY)
    const code = await anArea()
    const reported = await client.post('/api/v1/hazards').bearerToken(officer.token).json({ type: 'LV-ODD', area: code, level: 'major', words: '煤气柜基础沉降' })
    const hazard = reported.body().data
    await transact((tx) => tx.db.from('hazards').where('id', hazard.id).update({ level: 'major' }))
    await followCauses()
    await followCauses(['hazard'])
    assert.equal(await currentGrade(code), 'orange')
    assert.lengthOf(await db.from('area_level_causes').where({ area_code: code, cause_type: 'hazard' }), 1)
    const gone = await client.post(`/api/v1/hazards/${hazard.id}/cancel`).bearerToken(officer.token).json({ comment: '误报' })
    gone.assertStatus(200)
    await followCauses()
    assert.equal(await currentGrade(code), 'blue')
  })
})
