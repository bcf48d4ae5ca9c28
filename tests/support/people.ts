import { transact } from '#app/kernel/transaction'
import { issueToken, saveAccount } from '#app/identity/index'

let serial = 0

export interface TestPerson {
  id: string
  code: string
  badge: string
  name: string
  token: string
}

export const PIN = '135790'

/** A person with a role of their own that holds exactly these permissions, and a token that works. */
export async function person(permissions: string[] = [], overrides: { roles?: string[]; areaCode?: string } = {}): Promise<TestPerson> {
  serial += 1
  const code = `T${String(serial).padStart(4, '0')}`
  const badge = `9${String(serial).padStart(7, '0')}`
  const name = `测试${serial}`
  return transact(async (tx) => {
    const own = `role-${code}`
    await tx.db.table('roles').insert({ code: own, name: own, name_en: own, permissions: JSON.stringify(permissions) })
    for (const role of overrides.roles ?? [])
      await tx.db.knexQuery().insert({ code: role, name: role, name_en: role, permissions: '[]' }).into('roles').onConflict('code').ignore()
    const roles = [own, ...(overrides.roles ?? [])].map((role) => ({ code: role, areaCode: overrides.areaCode ?? null }))
    const id = await saveAccount(tx, { code, name, badge, pin: PIN, email: `${code}@plant.example`, roles })
    const { token } = await issueToken(tx, { owner: { accountId: id }, name: 'test' })
    return { id, code, badge, name, token }
  })
}

/** A paired device with these permissions, and its token. */
export async function device(fields: { code: string; kind: string; areaCode?: string; gateCode?: string }, permissions: string[]): Promise<string> {
  return transact(async (tx) => {
    const { code, kind, areaCode, gateCode } = fields
    const row = { kind, name: code, area_code: areaCode ?? null, gate_code: gateCode ?? null, permissions: JSON.stringify(permissions) }
    await tx.db.knexQuery().insert({ id: code, code, active: true, ...row }).into('devices').onConflict('code').merge()
    return (await issueToken(tx, { owner: { deviceId: code }, name: code })).token
  })
}
