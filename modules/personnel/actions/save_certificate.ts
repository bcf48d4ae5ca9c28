import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'

export interface CertificateInput {
  accountId: string
  type: string
  number: string
  validFrom: string
  validTo: string
  reviewDueOn?: string | null
  scanId?: string | null
}

/** Records a certificate; the same number of the same kind is corrected. Audit is the caller's. */
export async function saveCertificate(tx: Tx, input: CertificateInput): Promise<string> {
  const place = { type_code: input.type, number: input.number }
  const known = await tx.db.from('certificates').where(place).first()
  const fields = {
    account_id: input.accountId,
    valid_from: input.validFrom,
    valid_to: input.validTo,
    review_due_on: input.reviewDueOn ?? null,
    scan_id: input.scanId ?? known?.scan_id ?? null,
    recorded_at: tx.now,
  }
  const id: string = known?.id ?? newId()
  if (known) await tx.db.from('certificates').where('id', id).update(fields)
  else await tx.db.table('certificates').insert({ id, ...place, ...fields })
  await noteChange(tx, input.accountId)
  return id
}
