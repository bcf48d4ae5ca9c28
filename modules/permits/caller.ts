import type { HttpContext } from '@adonisjs/core/http'
import { type Actor, systemActor } from '#app/audit/index'
import { actorOf, type DeviceIdentity, type PersonIdentity, type Principal } from '#app/identity/index'

/** Who commands: a person at a device, or the room itself on the ground of an event or of the time. */
export interface Caller {
  person: PersonIdentity | null
  device: DeviceIdentity | null
  system: boolean
  permissions: ReadonlySet<string>
  actor: Actor
}

export const callerOf = (ctx: HttpContext): Caller => callerFor(ctx.principal)

export function callerFor(principal: Principal): Caller {
  const { person, device, permissions } = principal
  return { person, device, permissions, system: false, actor: actorOf({ principal }) }
}

export const systemCaller: Caller = {
  person: null,
  device: null,
  system: true,
  permissions: new Set(),
  actor: systemActor('permits'),
}
