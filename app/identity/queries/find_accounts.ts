import db from '@adonisjs/lucid/services/db'

export interface AccountSummary {
  id: string
  code: string
  name: string
  nameEn: string | null
  badge: string | null
  email: string | null
  phone: string | null
  locale: string
  active: boolean
}

export const summary = (row: any): AccountSummary => ({
  id: row.id,
  code: row.code,
  name: row.name,
  nameEn: row.name_en,
  badge: row.badge,
  email: row.email,
  phone: row.phone,
  locale: row.locale,
  active: Boolean(row.active),
})

/** One account by id, personnel code or badge; inactive ones too. */
export async function findAccount(by: { id: string } | { code: string } | { badge: string }): Promise<AccountSummary | null> {
  const row = await db.from('accounts').where(by).first()
  return row ? summary(row) : null
}

/** Active holders of a role. With `areaCode`: those who hold it there or everywhere. */
export async function accountsInRole(role: string, areaCode?: string | null): Promise<AccountSummary[]> {
  const query = db
    .from('accounts')
    .join('role_assignments', 'role_assignments.account_id', 'accounts.id')
    .where('role_assignments.role_code', role)
    .where('accounts.active', true)
    .distinct('accounts.*')
  if (areaCode)
    query.where((either) => either.whereNull('role_assignments.area_code').orWhere('role_assignments.area_code', areaCode))
  return (await query).map(summary)
}
