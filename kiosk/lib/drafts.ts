import { shared } from '#kiosk/lib/page_props'

/** What was typed is kept under the badge of who typed it, on this screen, until it is sent. */
const KEEP_MS = 7 * 24 * 3_600_000
const MAX_DRAFTS = 30
const MAX_CHARS = 200_000
const PREFIX = 'redline.draft.'

type Stored = { at: number; value: unknown }

const keyOf = (name: string): string => `${PREFIX}${shared().person?.code ?? 'nobody'}.${name}`

export function readDraft<T>(name: string): T | null {
  try {
    const stored = JSON.parse(localStorage.getItem(keyOf(name)) ?? 'null') as Stored | null
    return stored && Date.now() - stored.at < KEEP_MS ? (stored.value as T) : null
  } catch {
    return null
  }
}

/** Call it from an `$effect` with everything that was entered; photos are kept by the page's uploads, not here. */
export function keepDraft(name: string, value: unknown): void {
  const text = JSON.stringify({ at: Date.now(), value } satisfies Stored)
  if (text.length > MAX_CHARS) return
  try {
    localStorage.setItem(keyOf(name), text)
    forgetOldest()
  } catch {
    // A full or forbidden storage costs the draft, never the page.
  }
}

export function dropDraft(name: string): void {
  localStorage.removeItem(keyOf(name))
}

function forgetOldest(): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
  const dated = keys.map((key) => ({ key, at: dateOf(key) })).sort((a, b) => b.at - a.at)
  for (const [rank, { key, at }] of dated.entries())
    if (rank >= MAX_DRAFTS || Date.now() - at > KEEP_MS) localStorage.removeItem(key)
}

function dateOf(key: string): number {
  try {
    return (JSON.parse(localStorage.getItem(key) ?? '') as Stored).at
  } catch {
    return 0
  }
}
