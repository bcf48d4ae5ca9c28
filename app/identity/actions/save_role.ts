import type { Tx } from '#app/kernel/transaction'

export interface RoleInput {
  code: string
  name: string
  nameEn: string
  permissions: string[]
}

/** Makes a role, or changes what it may do. */
export async function saveRole(tx: Tx, role: RoleInput): Promise<void> {
  const { nameEn: name_en, permissions, ...rest } = role
  const stored = { ...rest, name_en, permissions: JSON.stringify(permissions) }
  await tx.db.knexQuery().insert(stored).into('roles').onConflict('code').merge()
}
