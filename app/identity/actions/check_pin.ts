import hash from '@adonisjs/core/services/hash'
import db from '@adonisjs/lucid/services/db'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'

const TRIES = 5
/** Each further round of wrong tries waits longer: about 150 tries a day against a million six-digit PINs. */
const LOCKS_MS = [60_000, 300_000, 900_000, 3_600_000]

/** Compares a PIN with the account's. Wrong tries lock PIN entry for a while; doors go by badge and are not touched. */
export async function checkPin(accountId: string, pin: string): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const row = await tx.db.from('accounts').where('id', accountId).first()
    if (!row?.active || !row.pin_hash) return err([reason('identity.no_pin')])
    if (row.locked_until && row.locked_until > tx.now) {
      const seconds = Math.ceil((row.locked_until - tx.now) / 1000)
      return err([reason('identity.pin_locked', { seconds })])
    }
    if (await hash.verify(row.pin_hash, pin)) {
      if (row.failed_attempts > 0) await tx.db.from('accounts').where('id', accountId).update({ failed_attempts: 0 })
      return ok(true)
    }
    const failed = row.failed_attempts + 1
    const round = Math.floor(failed / TRIES)
    const lock = failed % TRIES === 0 ? LOCKS_MS[Math.min(round, LOCKS_MS.length) - 1]! : 0
    const locked_until = lock > 0 ? tx.now + lock : null
    await tx.db.from('accounts').where('id', accountId).update({ failed_attempts: failed, locked_until })
    return err([lock > 0 ? reason('identity.pin_locked', { seconds: lock / 1000 }) : reason('identity.wrong_pin')])
  })
}

/** Whether this PIN is the stored one: for files of definitions, which know PINs. Counts no tries. */
export async function isPinStored(code: string, pin: string): Promise<boolean> {
  const row = await db.from('accounts').where('code', code).select('pin_hash').first()
  return row?.pin_hash ? hash.verify(row.pin_hash, pin) : false
}
