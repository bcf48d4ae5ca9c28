import { saveAccount } from '#app/identity/index'
import type { Tx } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'

export interface PersonInput {
  code: string
  name: string
  nameEn?: string | null
  badge?: string | null
  pin?: string | null
  email?: string | null
  phone?: string | null
  locale?: string
  active?: boolean
  roles?: { code: string; areaCode: string | null }[]
  kind: 'employee' | 'contractor'
  company?: string | null
  area?: string | null
  supervisor?: string | null
  post?: string | null
  medicalValidTo?: string | null
  blacklistedOn?: string | null
  blacklistCause?: string | null
  photoId?: string | null
}

/** Creates or changes the person with this code: the account and the row beside it. Audit is the caller's. */
export async function savePerson(tx: Tx, input: PersonInput): Promise<string> {
  const { code, name, nameEn, badge, pin, email, phone, locale, active, roles } = input
  const accountId = await saveAccount(tx, { code, name, nameEn, badge, pin, email, phone, locale, active, roles })
  const fields = {
    kind: input.kind,
    company_code: input.company ?? null,
    area_code: input.area ?? null,
    supervisor_code: input.supervisor ?? null,
    post: input.post ?? null,
    medical_valid_to: input.medicalValidTo ?? null,
    blacklisted_on: input.blacklistedOn ?? null,
    blacklist_cause: input.blacklistCause ?? null,
    ...(input.photoId === undefined ? {} : { photo_id: input.photoId }),
    updated_at: tx.now,
  }
  const changed = await tx.db.from('people').where('account_id', accountId).update(fields)
  if (Number(changed) === 0) await tx.db.table('people').insert({ account_id: accountId, created_at: tx.now, ...fields })
  await noteChange(tx, accountId)
  return accountId
}
