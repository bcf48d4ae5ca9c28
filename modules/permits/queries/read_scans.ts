import type { DeviceIdentity } from '#app/identity/index'
import type { Instant } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import type { Tx } from '#app/kernel/transaction'
import { areaCodesWithin } from '#app/plant/index'
import { permitKeys } from '#modules/permits/keys'
import type { PermitRow } from '#modules/permits/rows'
import { unsealPermit, unsealPlace } from '#modules/permits/token'

export interface Expected {
  now: Instant
  /** Where the code is shown; left out: anywhere. */
  areaCode?: string | null
  /** The permit it is shown for; left out: whichever it names. */
  permitId?: string
}

/** Everything that speaks against a scanned permit: forged, of another permit or area, out of its time, no longer in force. */
export async function scannedPermit(text: string, expected: Expected, client: Pick<Tx['db'], 'from'>): Promise<Reason[]> {
  const claim = unsealPermit(text, permitKeys().publicKey)
  if (!claim) return [reason('permits.token_forged')]
  const reasons: Reason[] = []
  if (expected.permitId && claim.permitId !== expected.permitId) reasons.push(reason('permits.token_of_another', { code: claim.code }))
  if (expected.areaCode && !(await areaCodesWithin(claim.areaCode)).includes(expected.areaCode))
    reasons.push(reason('permits.token_other_area', { area: claim.areaCode }))
  if (expected.now < claim.from) reasons.push(reason('permits.token_too_early'))
  if (expected.now > claim.until) reasons.push(reason('permits.token_expired'))

  const permit: PermitRow | null = await client.from('permits').where('id', claim.permitId).first()
  if (!permit || permit.nonce !== claim.nonce) reasons.push(reason('permits.token_unknown'))
  else if (!['issued', 'started'].includes(permit.state)) reasons.push(reason('permits.token_not_in_force', { code: permit.code, state: permit.state }))
  return reasons
}

/** How it is shown that somebody is in the area: by a device that stands there, or by the sign that hangs there. */
export async function proofOfPlace(device: DeviceIdentity | null, scanned: string | null, areaCode: string): Promise<string | null> {
  const within = await areaCodesWithin(areaCode)
  if (device?.areaCode && within.includes(device.areaCode)) return `device:${device.code}`
  const sign = scanned ? unsealPlace(scanned, permitKeys().publicKey) : null
  return sign !== null && within.includes(sign) ? `sign:${sign}` : null
}
