import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import { areaCodesWithin, areaLabel, areaWithParents, planRows, writeChanges } from '#app/plant/index'
import { person } from '#tests/support/people'

const name = { name: '某处', name_en: 'Somewhere' }

async function plant() {
  const { changed } = await planRows('areas', [
    { code: 'U-SITE', kind: 'site', ...name },
    { code: 'U-SHOP', parent: 'U-SITE', kind: 'workshop', ...name },
    { code: 'U-AREA', parent: 'U-SHOP', kind: 'area', ...name, gas_class: '1' },
  ])
  await transact((tx) => writeChanges(tx, [changed], systemActor('test')))
}

test.group('Areas and equipment', (group) => {
  group.setup(plant)

  test('an area knows what it lies in and what lies in it', async ({ assert }) => {
    assert.deepEqual(
      (await areaWithParents('U-AREA')).map(({ code }) => code),
      ['U-AREA', 'U-SHOP', 'U-SITE']
    )
    assert.sameMembers(await areaCodesWithin('U-SHOP'), ['U-SHOP', 'U-AREA'])
    assert.deepEqual(await areaCodesWithin('NOWHERE'), [])
    assert.deepEqual(await areaLabel('NOWHERE'), { name: 'NOWHERE', nameEn: 'NOWHERE' })
  })

  test('are listed by page and read', async ({ client, assert }) => {
    const { token } = await person(['plant.read'])
    const first = await client.get('/api/v1/areas?within=U-SITE&limit=2').bearerToken(token)
    first.assertStatus(200)
    assert.deepEqual(
      first.body().data.map((area: { code: string }) => area.code),
      ['U-AREA', 'U-SHOP']
    )
    const rest = await client
      .get(`/api/v1/areas?within=U-SITE&limit=2&cursor=${first.body().next_cursor}`)
      .bearerToken(token)
    assert.deepEqual(
      rest.body().data.map((area: { code: string }) => area.code),
      ['U-SITE']
    )
    assert.isNull(rest.body().next_cursor)
    const one = await client.get('/api/v1/areas/U-AREA').bearerToken(token)
    assert.containSubset(one.body().data, { gas_class: '1', parents: ['U-SHOP', 'U-SITE'] })
    ;(await client.get('/api/v1/areas/NOWHERE').bearerToken(token)).assertStatus(404)
  })

  test('equipment is created by the same checks as files are applied', async ({ client, assert }) => {
    const { token } = await person(['plant.read', 'plant.apply'])
    const create = (body: object) => client.post('/api/v1/equipment').bearerToken(token).json(body)
    const good = { code: 'U-FAN', area: 'U-AREA', kind: 'fan', ...name }
    ;(await create(good)).assertStatus(201)
    ;(await create(good)).assertStatus(409)
    ;(await create({ ...good, code: 'U-FAN2', kind: 'fun' })).assertStatus(422)
    const unknown = await create({ ...good, code: 'U-FAN2', area: 'NOWHERE' })
    unknown.assertStatus(422)
    assert.match(unknown.body().error.details[0].message, /area/)
    const list = await client.get('/api/v1/equipment?area=U-AREA').bearerToken(token)
    assert.deepEqual(
      list.body().data.map((item: { code: string }) => item.code),
      ['U-FAN']
    )
  })

  test('needs the permission', async ({ client }) => {
    const { token } = await person(['board.read'])
    ;(await client.get('/api/v1/areas').bearerToken(token)).assertStatus(403)
    ;(await client.post('/api/v1/areas').bearerToken(token).json({})).assertStatus(403)
    ;(await client.get('/api/v1/areas')).assertStatus(401)
  })
})
