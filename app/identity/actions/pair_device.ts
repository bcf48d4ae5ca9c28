import { recordAudit } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { DevicePaired } from '#app/identity/events'
import { issueToken } from '#app/identity/actions/issue_token'
import { tokenHash } from '#app/identity/token'

export interface PairingCode {
  code: string
  validMs: number
  reusable?: boolean
}

/** Lets a device in with the one-time code that an administrator gave it. Pairing anew ends the former pairing. */
export function pairDevice(code: string): Promise<Result<{ token: string; deviceId: string }, Reason[]>> {
  return transact(async (tx) => {
    const device = await tx.db.from('devices').where('pairing_hash', tokenHash(code)).where('active', true).first()
    if (!device || device.pairing_expires_at <= tx.now) return err([reason('identity.pairing_code_unknown')])

    if (!device.pairing_reusable) {
      const former = tx.db.from('access_tokens').where('device_id', device.id).whereNull('account_id')
      await former.update({ revoked_at: tx.now })
      await tx.db.from('devices').where('id', device.id).update({ pairing_hash: null, pairing_expires_at: null })
    }
    const { token } = await issueToken(tx, { owner: { deviceId: device.id }, name: `device ${device.code}` })
    await tx.db.from('devices').where('id', device.id).update({ paired_at: tx.now })
    await recordAudit(tx, {
      by: { id: null, name: `device:${device.code}`, device: device.code },
      action: 'identity.device_paired',
      subject: { type: 'device', id: device.id },
    })
    await tx.emit(DevicePaired, { deviceId: device.id, code: device.code })
    return ok({ token, deviceId: device.id })
  })
}

/** Sets a new pairing code. `reusable` is for demo plants and tests: several browsers may stand for one kiosk. */
export async function setPairingCode(tx: Tx, deviceCode: string, pairing: PairingCode): Promise<void> {
  await tx.db
    .from('devices')
    .where('code', deviceCode)
    .update({
      pairing_hash: tokenHash(pairing.code),
      pairing_expires_at: tx.now + pairing.validMs,
      pairing_reusable: pairing.reusable ?? false,
    })
}
