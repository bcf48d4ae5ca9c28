import db from '@adonisjs/lucid/services/db'
import { summary, type AccountSummary } from '#app/identity/queries/find_accounts'

export interface AccountWithRoles extends AccountSummary {
  roles: { code: string; areaCode: string | null }[]
}

/** The accounts with these ids, or all of them, inactive ones too, each with its roles. */
export async function listAccounts(ids?: string[]): Promise<AccountWithRoles[]> {
  const accounts = db.from('accounts').orderBy('code')
  const assignments = db.from('role_assignments').orderBy('id')
  if (ids) {
    accounts.whereIn('id', ids)
    assignments.whereIn('account_id', ids)
  }
  const rolesOf = new Map<string, AccountWithRoles['roles']>()
  for (const row of await assignments) {
    const roles = rolesOf.get(row.account_id) ?? []
    roles.push({ code: row.role_code, areaCode: row.area_code })
    rolesOf.set(row.account_id, roles)
  }
  return (await accounts).map((row) => ({ ...summary(row), roles: rolesOf.get(row.id) ?? [] }))
}
