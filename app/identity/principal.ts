import type { HttpContext } from '@adonisjs/core/http'
import type { Actor } from '#app/audit/index'

export interface DeviceIdentity {
  id: string
  code: string
  kind: 'gate' | 'workshop' | 'control_room' | 'board'
  name: string
  nameEn: string | null
  areaCode: string | null
  gateCode: string | null
}

export interface PersonIdentity {
  id: string
  code: string
  name: string
  nameEn: string | null
  locale: string
  roles: { code: string; areaCode: string | null }[]
}

/** Who is calling: a person, or a device on its own, and what it may do. */
export interface Principal {
  person: PersonIdentity | null
  device: DeviceIdentity | null
  tokenId: string
  permissions: ReadonlySet<string>
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set by the `allow` middleware on every guarded route. */
    principal: Principal
  }
}

export function actorOf(ctx: Pick<HttpContext, 'principal'>): Actor {
  const { person, device } = ctx.principal
  return { id: person?.id ?? null, name: person?.name ?? `device:${device?.code}`, device: device?.code ?? null }
}

/** Whether the person holds the role, everywhere or in `areaCode`. */
export function holdsRole(person: PersonIdentity, role: string, areaCode?: string | null): boolean {
  return person.roles.some((held) => held.code === role && (held.areaCode === null || held.areaCode === areaCode))
}
