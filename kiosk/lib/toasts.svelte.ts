import type { Answer } from '#kiosk/lib/api'

export interface Toast {
  id: number
  state: 'sending' | 'saved' | 'failed'
  text: string
  fix: string | null
  startedAt: number
}

const SAVED_SHOWN_MS = 4_000
const MAX_SHOWN = 4

const state = $state<{ items: Toast[]; next: number }>({ items: [], next: 1 })

export const toasts = (): Toast[] => state.items

export function dismiss(id: number): void {
  state.items = state.items.filter((toast) => toast.id !== id)
}

/**
 * Says what goes on with a write: "sending" at once, `saved` only on the server's word, else what went wrong. Gives the
 * answer back: `const answer = await report(api.post('/tests', input), t('screen.saved'))`.
 */
export async function report<T>(write: Promise<Answer<T>>, saved: string, sending = ''): Promise<Answer<T>> {
  const id = state.next++
  state.items = [...state.items, { id, state: 'sending' as const, text: sending, fix: null, startedAt: Date.now() }].slice(-MAX_SHOWN)
  const answer = await write
  if (answer.ok) {
    change(id, { state: 'saved', text: saved })
    setTimeout(() => dismiss(id), SAVED_SHOWN_MS)
  } else {
    const { details, message } = answer.failure
    const sentences = details.map((detail) => detail.message)
    change(id, { state: 'failed', text: sentences.length > 0 ? sentences.join(' · ') : message, fix: details.find((detail) => detail.fix)?.fix ?? null })
  }
  return answer
}

const change = (id: number, changes: Partial<Toast>): void => {
  state.items = state.items.map((toast) => (toast.id === id ? { ...toast, ...changes } : toast))
}
