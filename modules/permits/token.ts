import { sign, verify, type KeyObject } from 'node:crypto'
import type { Instant } from '#app/kernel/clock'

/** What the QR of a permit says; short names keep the code coarse enough for a gloved hand and an old camera. */
export interface PermitClaim {
  permitId: string
  code: string
  areaCode: string
  from: Instant
  until: Instant
  nonce: string
}

const PERMIT = 'RLP1'
const PLACE = 'RLS1'
/** Longer is no code of ours: refused before anything is decoded. */
const LONGEST = 600

function seal(kind: string, payload: unknown, key: KeyObject): string {
  const body = `${kind}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`
  return `${body}.${sign(null, Buffer.from(body), key).toString('base64url')}`
}

function unseal(kind: string, text: string, key: KeyObject): unknown {
  if (text.length > LONGEST) return null
  const [head, body, signature, ...rest] = text.trim().split('.')
  if (head !== kind || !body || !signature || rest.length > 0) return null
  try {
    const sealed = Buffer.from(signature, 'base64url')
    // base64url has spare bits at its end: only the one spelling counts, so that no other text passes for this code.
    if (sealed.toString('base64url') !== signature) return null
    if (!verify(null, Buffer.from(`${head}.${body}`), key, sealed)) return null
    return JSON.parse(Buffer.from(body, 'base64url').toString())
  } catch {
    return null
  }
}

/** The text of a permit's QR: who holds the public key can check it without the server. */
export const sealPermit = (claim: PermitClaim, key: KeyObject): string =>
  seal(PERMIT, [claim.permitId, claim.code, claim.areaCode, claim.from, claim.until, claim.nonce], key)

/** What the QR says, or null when it was not made by this plant. */
export function unsealPermit(text: string, key: KeyObject): PermitClaim | null {
  const payload = unseal(PERMIT, text, key)
  if (!Array.isArray(payload) || payload.length !== 6) return null
  const [permitId, code, areaCode, from, until, nonce] = payload
  return { permitId, code, areaCode, from, until, nonce }
}

/** The text of the sign that hangs at a place: whoever scanned it was there, or photographed it. */
export const sealPlace = (areaCode: string, key: KeyObject): string => seal(PLACE, [areaCode], key)

export function unsealPlace(text: string, key: KeyObject): string | null {
  const payload = unseal(PLACE, text, key)
  return Array.isArray(payload) && typeof payload[0] === 'string' ? payload[0] : null
}
