import { recordAudit, type Actor } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import type { CertificateRow } from '#modules/personnel/rows'

/** Takes a certificate out of force at once: the next badge at any gate counts without it. */
export function revokeCertificate(input: { id: string; cause: string; by: Actor }): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const known: CertificateRow | null = await tx.db.from('certificates').where('id', input.id).first()
    if (!known) return err([reason('personnel.no_such_certificate')])
    const changes = { revoked_at: tx.now, revoke_cause: input.cause }
    const changed = await tx.db.from('certificates').where('id', input.id).whereNull('revoked_at').update(changes)
    if (Number(changed) === 0) return err([reason('personnel.already_revoked')])
    await recordAudit(tx, {
      by: input.by,
      action: 'personnel.certificate_revoked',
      subject: { type: 'certificate', id: input.id },
      details: { account_id: known.account_id, type: known.type_code, number: known.number, cause: input.cause },
    })
    await noteChange(tx, known.account_id)
    return ok(true)
  })
}
