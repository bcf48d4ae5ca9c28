import { transact } from '#app/kernel/transaction'
import { TokenRevoked } from '#app/identity/events'

/** Ends a token at once. */
export async function signOut(tokenId: string): Promise<void> {
  await transact(async (tx) => {
    await tx.db.from('access_tokens').where('id', tokenId).update({ revoked_at: tx.now })
    await tx.emit(TokenRevoked, { tokenId })
  })
}
