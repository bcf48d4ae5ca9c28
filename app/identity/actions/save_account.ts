import hash from '@adonisjs/core/services/hash'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { AccountChanged } from '#app/identity/events'

export interface AccountInput {
  code: string
  name: string
  nameEn?: string | null
  badge?: string | null
  email?: string | null
  phone?: string | null
  locale?: string
  active?: boolean
  /** Six digits; left out, the stored one stays. */
  pin?: string | null
  roles?: { code: string; areaCode: string | null }[]
}

/** Creates or changes the account with this code, in the caller's transaction, and returns its id. */
export async function saveAccount(tx: Tx, input: AccountInput): Promise<string> {
  const known = await tx.db.from('accounts').where('code', input.code).first()
  const id: string = known?.id ?? newId()
  const fields = {
    name: input.name,
    name_en: input.nameEn ?? null,
    badge: input.badge ?? null,
    email: input.email ?? null,
    phone: input.phone ?? null,
    locale: input.locale ?? 'zh-CN',
    active: input.active ?? true,
    ...(input.pin ? { pin_hash: await hash.make(input.pin) } : {}),
  }
  if (known) await tx.db.from('accounts').where('id', id).update(fields)
  else await tx.db.table('accounts').insert({ id, code: input.code, created_at: tx.now, ...fields })

  if (input.roles) {
    await tx.db.from('role_assignments').where('account_id', id).delete()
    const rows = input.roles.map((role) => ({ account_id: id, role_code: role.code, area_code: role.areaCode }))
    if (rows.length > 0) await tx.db.table('role_assignments').multiInsert(rows)
  }
  await tx.emit(AccountChanged, { accountId: id })
  return id
}
