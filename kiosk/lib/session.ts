import { router } from '@inertiajs/svelte'
import type { Answer, Failure } from '#kiosk/lib/api'
import { t, locale } from '#kiosk/lib/i18n.svelte'
import { shared } from '#kiosk/lib/page_props'

/** Signs a person in at this screen: badge number (or personnel code) and PIN. The caller visits or reloads after it. */
export const signIn = (badge: string, pin: string): Promise<Answer<null>> => send('/session', { badge, pin })

/** Forgets the person and shows `to`. A screen that can't reach the server forgets all the same. */
export async function leave(to = '/'): Promise<void> {
  if (shared().person) await send('/session/leave', {})
  router.clearHistory()
  router.visit(to, { replace: true })
}

async function send(path: string, body: unknown): Promise<Answer<null>> {
  const headers = { 'content-type': 'application/json', 'accept': 'application/json', 'accept-language': locale(), 'x-csrf-token': shared().csrf }
  try {
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(15_000) })
    if (response.ok) return { ok: true, value: null, nextCursor: null }
    const error = (await response.json().catch(() => null))?.error
    return { ok: false, failure: { ...(error ?? unreadable()), status: response.status } }
  } catch {
    return { ok: false, failure: { code: 'E_NETWORK', message: t('screen.failure.network'), details: [], status: 0 } }
  }
}

const unreadable = (): Omit<Failure, 'status'> => ({ code: 'E_UNREADABLE', message: t('screen.failure.unreadable'), details: [] })
