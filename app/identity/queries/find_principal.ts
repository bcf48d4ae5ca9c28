import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { onCommit } from '#app/kernel/transaction'
import type { DeviceIdentity, PersonIdentity, Principal } from '#app/identity/principal'
import { tokenHash } from '#app/identity/token'

/** A revocation made by another process counts after this long at the latest; our own count at once. */
const CACHE_MS = 1_000
const CACHE_LIMIT = 10_000

const cache = new Map<string, { principal: Principal | null; until: number }>()
onCommit((events) => events.some((name) => name.startsWith('identity.')) && cache.clear())

/** Who the bearer token stands for; null when it is unknown, expired or revoked, or its owner inactive. */
export async function findPrincipal(token: string): Promise<Principal | null> {
  const hash = tokenHash(token)
  const now = clock.monotonic()
  const known = cache.get(hash)
  if (known && known.until > now) return known.principal

  const principal = await load(hash)
  if (cache.size >= CACHE_LIMIT) cache.clear()
  cache.set(hash, { principal, until: now + CACHE_MS })
  return principal
}

async function load(hash: string): Promise<Principal | null> {
  const token = await db.from('access_tokens').where('hash', hash).whereNull('revoked_at').first()
  if (!token || (token.expires_at !== null && token.expires_at <= clock.now())) return null

  const person = token.account_id ? await loadPerson(token.account_id) : null
  const device = token.device_id ? await loadDevice(token.device_id) : null
  if (token.account_id && !person) return null
  if (token.device_id && !device) return null
  const granted = person ? await permissionsOf(person) : new Set<string>(device!.permissions)
  const scopes = token.scopes ? new Set<string>(JSON.parse(token.scopes)) : null
  const permissions = scopes ? new Set([...granted].filter((permission) => scopes.has(permission))) : granted
  return { person, device: device?.identity ?? null, tokenId: token.id, permissions }
}

export async function loadPerson(accountId: string): Promise<PersonIdentity | null> {
  const account = await db.from('accounts').where('id', accountId).where('active', true).first()
  if (!account) return null
  const roles = await db.from('role_assignments').where('account_id', accountId).select('role_code', 'area_code')
  return {
    id: account.id,
    code: account.code,
    name: account.name,
    nameEn: account.name_en,
    locale: account.locale,
    roles: roles.map((row) => ({ code: row.role_code, areaCode: row.area_code })),
  }
}

async function loadDevice(id: string): Promise<{ identity: DeviceIdentity; permissions: string[] } | null> {
  const row = await db.from('devices').where('id', id).where('active', true).first()
  if (!row) return null
  const { code, kind, name, name_en: nameEn, area_code: areaCode, gate_code: gateCode } = row
  return { identity: { id, code, kind, name, nameEn, areaCode, gateCode }, permissions: JSON.parse(row.permissions) }
}

async function permissionsOf(person: PersonIdentity): Promise<Set<string>> {
  if (person.roles.length === 0) return new Set()
  const codes = person.roles.map((role) => role.code)
  const rows = await db.from('roles').whereIn('code', codes).select('permissions')
  return new Set(rows.flatMap((row) => JSON.parse(row.permissions) as string[]))
}

/** An active device by its code. */
export async function findDevice(code: string): Promise<DeviceIdentity | null> {
  const row = await db.from('devices').where('code', code).where('active', true).first()
  return row ? ((await loadDevice(row.id))?.identity ?? null) : null
}
