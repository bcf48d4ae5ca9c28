import 'reflect-metadata'
import { Ignitor } from '@adonisjs/core'

/**
 * The product's own server with one route more: the same guard, the same body, nothing decided. Sends its address, the
 * gate's token and the badges to the parent when it listens.
 */
const APP_ROOT = new URL('../', import.meta.url)
const PEOPLE = 2_000

const IMPORTER = (path: string) => import(path.startsWith('.') ? new URL(path, APP_ROOT).href : path)

const ignitor = new Ignitor(APP_ROOT, { importer: IMPORTER }).tap((app) => {
  app.booting(async () => void (await import('#start/env')))
  app.starting(async () => {
    const { default: router } = await import('@adonisjs/core/services/router')
    const { allow } = await import('#app/identity/index')
    router.post('/bench/bare', () => ({ decision: 'grant' })).use(allow('access.decide'))
  })
  app.listen('SIGTERM', () => app.terminate())
})
await ignitor.httpServer().start()

const { default: app } = await import('@adonisjs/core/services/app')
const server = await app.container.make('server')
const address = server.getNodeServer()!.address() as { port: number }
process.send!({ port: address.port, ...(await settle()) })

/** An area with a gate and a few thousand people who may enter it, as a middle-sized plant has them. */
async function settle() {
  const { transact } = await import('#app/kernel/transaction')
  const { issueToken } = await import('#app/identity/index')
  const { noteChange } = await import('#modules/personnel/access/changes')
  const { newId } = await import('#app/kernel/ids')

  const people = Array.from({ length: PEOPLE }, (_, index) => ({ id: newId(), badge: String(10_000_000 + index), index }))
  const token = await transact(async (tx) => {
    const insert = async (table: string, rows: object[], size = 100) => {
      for (let at = 0; at < rows.length; at += size) await tx.db.table(table).multiInsert(rows.slice(at, at + size))
    }
    await insert('areas', [{ code: 'B-SITE', kind: 'site', name: '厂', name_en: 'Plant', active: true }])
    await insert('areas', [{ code: 'B-AREA', parent_code: 'B-SITE', kind: 'area', name: '区', name_en: 'Area', active: true }])
    await insert('courses', [{ code: 'B-GAS', name: '煤气', name_en: 'Gas', hours: 8, pass_mark: 80, valid_months: 12 }])
    await insert('certificate_types', [
      { code: 'B-WORK', name: '作业', name_en: 'Work', scheme: 'internal', issuer: '-', issuer_en: '-', valid_months: 12, source: '-' },
    ])
    await insert('gates', [{ code: 'B-GATE', area_code: 'B-AREA', name: '门', name_en: 'Gate', direction: 'both', mode: 'fail_secure', active: true }])
    await insert('area_requirements', [
      { area_code: 'B-AREA', courses: '["B-GAS"]', certificates: '[["B-WORK"]]', roles: '[]', authorised_roles: '[]', medical: true, permit: 'none' },
    ])
    const at = tx.now
    await insert('accounts', people.map(({ id, badge, index }) => ({ id, code: `B${index}`, name: `人${index}`, badge, locale: 'zh-CN', active: true, failed_attempts: 0, created_at: at })))
    await insert('people', people.map(({ id }) => ({ account_id: id, kind: 'employee', medical_valid_to: '2099-01-01', created_at: at, updated_at: at })))
    await insert('training_records', people.map(({ id }) => ({ id: newId(), account_id: id, course_code: 'B-GAS', hours: 8, score: 90, pass_mark: 80, taken_on: '2026-01-01', valid_to: '2099-01-01', recorded_by: 'bench', recorded_at: at })))
    await insert('certificates', people.map(({ id, badge }) => ({ id: newId(), account_id: id, type_code: 'B-WORK', number: badge, valid_from: '2026-01-01', valid_to: '2099-01-01', recorded_at: at })))
    await insert('devices', [{ id: 'B-DEV', code: 'B-DEV', kind: 'gate', name: '门', gate_code: 'B-GATE', permissions: '["access.decide","people.write"]', pairing_reusable: false, active: true }])
    await noteChange(tx, 'people', 'places', 'reference')
    return (await issueToken(tx, { owner: { deviceId: 'B-DEV' }, name: 'bench' })).token
  })
  return { token, badges: people.map(({ badge }) => badge) }
}
