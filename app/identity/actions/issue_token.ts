import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { newToken, tokenHash } from '#app/identity/token'

export interface TokenInput {
  owner: { accountId: string; deviceId?: string | null } | { deviceId: string }
  name: string
  scopes?: string[] | null
  expiresAt?: number | null
}

/** Makes a bearer token; the value is returned once and kept nowhere. */
export async function issueToken(tx: Tx, input: TokenInput): Promise<{ id: string; token: string }> {
  const token = newToken()
  const id = newId()
  await tx.db.table('access_tokens').insert({
    id,
    hash: tokenHash(token),
    name: input.name,
    account_id: 'accountId' in input.owner ? input.owner.accountId : null,
    device_id: input.owner.deviceId ?? null,
    scopes: input.scopes ? JSON.stringify(input.scopes) : null,
    created_at: tx.now,
    expires_at: input.expiresAt ?? null,
  })
  return { id, token }
}
