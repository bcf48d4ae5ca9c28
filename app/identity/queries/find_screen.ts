import type { HttpContext } from '@adonisjs/core/http'
import { findPrincipal } from '#app/identity/queries/find_principal'
import type { Principal } from '#app/identity/principal'

export const DEVICE_COOKIE = 'redline_device'
export const PERSON_TOKEN = 'person_token'

interface Holder {
  token: string
  principal: Principal
}

/** Who is at a screen: the paired device, the person who signed in there, both or neither. */
export interface Screen {
  device: Holder | null
  person: Holder | null
}

declare module '@adonisjs/core/http' {
  interface HttpContext {
    /** Set by the page middleware on every page route. */
    screen: Screen
  }
}

/** Reads the device's token out of its cookie and the person's out of the session; one that no longer works counts as none. */
export async function findScreen({ request, session }: HttpContext): Promise<Screen> {
  const device = await holder(request.encryptedCookie(DEVICE_COOKIE))
  const person = await holder(session.get(PERSON_TOKEN))
  if (!person && session.has(PERSON_TOKEN)) session.forget(PERSON_TOKEN)
  return { device, person }
}

async function holder(token: unknown): Promise<Holder | null> {
  if (typeof token !== 'string') return null
  const principal = await findPrincipal(token)
  return principal ? { token, principal } : null
}
