import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/kernel/ids'
import { transact } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import { savePerson, type PersonInput } from '#modules/personnel/actions/save_person'
import { saveCertificate } from '#modules/personnel/actions/save_certificate'
import { saveTraining } from '#modules/personnel/actions/save_training'
import { device } from '#tests/support/people'

let serial = 0
const SITE = 'T-SITE'

/** An area of its own below a workshop and a site, with a gate, needs, and the gate's own token. */
export async function anArea(options: { permit?: 'none' | 'everyone'; direction?: 'in' | 'both' } = {}) {
  serial += 1
  const area = `T-AREA${serial}`
  const workshop = `T-SHOP${serial}`
  const gate = `T-GATE${serial}`
  await transact(async (tx) => {
    const place = (row: object) => tx.db.knexQuery().insert(row).into('areas').onConflict('code').ignore()
    await place({ code: SITE, kind: 'site', name: '厂', name_en: 'Plant', active: true })
    await place({ code: workshop, parent_code: SITE, kind: 'workshop', name: '车间', name_en: 'Workshop', active: true })
    await place({ code: area, parent_code: workshop, kind: 'area', name: `区域${serial}`, name_en: `Area ${serial}`, active: true })
    const course = { code: 'T-GAS', name: '煤气安全', name_en: 'Gas safety', hours: 8, pass_mark: 80, valid_months: 12 }
    const session = { weekdays: [1, 2, 3, 4, 5, 6, 7], time: '14:00', place: '3 号教室', place_en: 'room 3', contact: '8101' }
    await tx.db.knexQuery().insert({ ...course, session: JSON.stringify(session) }).into('courses').onConflict('code').ignore()
    const type = { code: 'T-WORK', name: '煤气作业', name_en: 'Gas work', scheme: 'special_operation', issuer: '-', issuer_en: '-', valid_months: 72, source: '-' }
    await tx.db.knexQuery().insert(type).into('certificate_types').onConflict('code').ignore()
    const companies = [
      { code: 'T-CO', name: '鑫达', name_en: 'Xinda', contract_from: '2020-01-01', contract_to: '2099-01-01' },
      { code: 'T-OVER', name: '恒通', name_en: 'Hengtong', contract_from: '2020-01-01', contract_to: '2021-01-01' },
    ]
    await tx.db.knexQuery().insert(companies).into('companies').onConflict('code').ignore()
    for (const role of ['emergency_team', 'safety_department', 'gate_guard'])
      await tx.db.knexQuery().insert({ code: role, name: role, name_en: role, permissions: '[]' }).into('roles').onConflict('code').ignore()
    const { direction = 'both', permit = 'none' } = options
    await tx.db.table('gates').insert({ code: gate, area_code: area, name: '大门', name_en: 'Gate', direction, mode: 'fail_secure', active: true })
    await tx.db.table('area_requirements').insert({
      area_code: area,
      courses: '["T-GAS"]',
      certificates: '[["T-WORK"]]',
      roles: '[]',
      authorised_roles: '[]',
      medical: true,
      permit,
    })
    await noteChange(tx, 'places', 'reference')
  })
  const token = await device({ code: `DEV-${gate}`, kind: 'gate', areaCode: area, gateCode: gate }, ['access.decide', 'access.read', 'presence.read'])
  return { area, workshop, gate, token }
}

/** A person who has everything in order, unless told otherwise. */
export async function aWorker(changes: Partial<PersonInput> & { trainedTo?: string | null; certifiedTo?: string | null } = {}) {
  serial += 1
  const { trainedTo = '2099-01-01', certifiedTo = '2099-01-01', ...input } = changes
  const code = `W${serial}`
  const badge = `70${String(serial).padStart(4, '0')}`
  const id = await transact(async (tx) => {
    const accountId = await savePerson(tx, { code, name: `工人${serial}`, nameEn: `Worker ${serial}`, badge, kind: 'employee', medicalValidTo: '2099-01-01', ...input })
    if (trainedTo) await saveTraining(tx, { accountId, course: 'T-GAS', score: 90, takenOn: '2020-01-01', validTo: trainedTo, recordedBy: 'test' })
    if (certifiedTo) await saveCertificate(tx, { accountId, type: 'T-WORK', number: newId(), validFrom: '2020-01-01', validTo: certifiedTo })
    return accountId
  })
  return { id, code, badge }
}

export const rows = (table: string, where: object) => db.from(table).where(where)
