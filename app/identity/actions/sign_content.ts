import { createHash } from 'node:crypto'
import { newId } from '#app/kernel/ids'
import type { Result } from '#app/kernel/result'
import type { Reason } from '#app/kernel/reason'
import type { Tx } from '#app/kernel/transaction'
import { checkPin } from '#app/identity/actions/check_pin'

export interface SignatureInput {
  accountId: string
  deviceId: string | null
  /** What the signature says: `permits.approved`. */
  meaning: string
  subject: { type: string; id: string }
  /** What is signed, as the signer saw it: hashed, so that it can be proved later. */
  content: unknown
}

/** SHA-256 of the content's JSON. Property order counts: build the content in one place. */
export const contentHash = (content: unknown): string =>
  createHash('sha256').update(JSON.stringify(content)).digest('hex')

/** Asks for the PIN once more: nobody signs with a kiosk that somebody else left open. Call before the transaction. */
export function reauthenticate(accountId: string, pin: string): Promise<Result<true, Reason[]>> {
  return checkPin(accountId, pin)
}

/** Records who signed what with which meaning, in the caller's transaction. The PIN was checked before. */
export async function signContent(tx: Tx, input: SignatureInput): Promise<{ id: string; contentHash: string }> {
  const id = newId()
  const hash = contentHash(input.content)
  await tx.db.table('signatures').insert({
    id,
    account_id: input.accountId,
    device_id: input.deviceId,
    meaning: input.meaning,
    subject_type: input.subject.type,
    subject_id: input.subject.id,
    content_hash: hash,
    signed_at: tx.now,
  })
  return { id, contentHash: hash }
}
