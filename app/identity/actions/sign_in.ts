import db from '@adonisjs/lucid/services/db'
import { recordAudit } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { checkPin } from '#app/identity/actions/check_pin'
import { issueToken } from '#app/identity/actions/issue_token'
import { loadPerson } from '#app/identity/queries/find_principal'
import type { DeviceIdentity, PersonIdentity } from '#app/identity/principal'

export interface SignInInput {
  /** Badge number as the reader sends it, or the personnel code typed by hand. */
  badge: string
  pin: string
  device: DeviceIdentity | null
  /** How long the token works: minutes at a kiosk, a shift on a phone or a terminal. */
  validMs: number
}

export interface SignedIn {
  person: PersonIdentity
  tokenId: string
  token: string
  expiresAt: number
}

/** Badge and PIN for a token. An unknown badge and a wrong PIN read alike, so that badges can't be tried out. */
export async function signIn(input: SignInInput): Promise<Result<SignedIn, Reason[]>> {
  const account = await db.from('accounts').where('badge', input.badge).orWhere('code', input.badge).first()
  if (!account) return err([reason('identity.wrong_pin')])
  const checked = await checkPin(account.id, input.pin)
  if (!checked.ok) return checked

  const person = await loadPerson(account.id)
  if (!person) return err([reason('identity.wrong_pin')])
  return transact(async (tx) => {
    const expiresAt = tx.now + input.validMs
    const owner = { accountId: person.id, deviceId: input.device?.id }
    const { id, token } = await issueToken(tx, { owner, name: input.device?.code ?? 'sign-in', expiresAt })
    await recordAudit(tx, {
      by: { id: person.id, name: person.name, device: input.device?.code ?? null },
      action: 'identity.signed_in',
      subject: { type: 'account', id: person.id },
    })
    return ok({ person, tokenId: id, token, expiresAt })
  })
}
