import { test } from '@japa/runner'
import { buildBoard } from '#app/board/queries/build_board'
import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { AlarmRaised } from '#modules/telemetry/events'
import { aPermit, clearPermits, deliver, demoPlant, enter, who } from '#tests/support/permit_site'

const CHINESE = /\p{sc=Han}/u

test.group('The board in English', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)
  group.each.timeout(30_000)

  test('N09 people, companies, owners and reasons come with their English names beside the Chinese ones', async ({ assert }) => {
    await aPermit('started')
    await enter('C2003', 'GAS2')
    const at = clock.now()
    const gas = { alarmId: 'alarm-english', conditionCode: 'GAS2.AT201.CO.H', pointCode: 'GAS2.AT201.CO', areaCode: 'GAS2', priority: 2 as const, alarmClass: 'gas', value: 61, limit: 24, unit: 'ppm', at }
    await transact((tx) => tx.emit(AlarmRaised, gas))
    await deliver()
    const keeper = await who('E1004')
    await transact((tx) =>
      tx.db.table('bypasses').insert({ id: 'b-english', kind: 'output_inhibited', subject_code: 'GAS2-FAN', subject_name: '风机', subject_name_en: 'Fan', area_code: 'GAS2', owner_id: keeper.id, owner_name: keeper.caller.actor.name, reason: '检修', measure: '监护', since: at, until: at + 60_000 })
    )

    const { permits, people, bypasses } = await buildBoard()
    const [permit] = permits.items
    assert.equal(permit!.state, 'suspended')
    for (const name of [permit!.applicant, permit!.guardian!, permit!.suspendedReason!]) assert.match(name, CHINESE)
    for (const name of [permit!.applicantEn!, permit!.guardianEn!, permit!.suspendedReasonEn!]) assert.notMatch(name, CHINESE)
    const contractor = people.items.find(({ code }) => code === 'C2003')!
    assert.match(`${contractor.name}${contractor.company}`, CHINESE)
    assert.notMatch(`${contractor.nameEn}${contractor.companyEn}`, CHINESE)
    const bypass = bypasses.items.find(({ id }) => id === 'b-english')!
    assert.match(bypass.owner, CHINESE)
    assert.notMatch(bypass.ownerEn!, CHINESE)
    await transact((tx) => tx.db.from('bypasses').where('id', 'b-english').update({ ended_at: at, restored_at: at }))
  })
})
