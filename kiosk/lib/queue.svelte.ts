import { untrack } from 'svelte'
import type { Answer } from '#kiosk/lib/api'
import { live } from '#kiosk/lib/board.svelte'
import { deliver, here } from '#kiosk/lib/deliver'
import { keptStore } from '#kiosk/lib/kept_store'
import { shared } from '#kiosk/lib/page_props'
import { begun, fits, isUnreached, released, settled, standing, type KeptItem } from '#kiosk/lib/queue_rules'
import { queued } from '#kiosk/lib/queued.svelte'

const EVERY_MS = 30_000
const MAX_DONE = 5
const DONE_SHOWN_MS = 10 * 60_000

/** What the server has confirmed since this page was opened, with its number where it gave one. */
interface Done {
  id: string
  title: KeptItem['title']
  code: string | null
}

let items = $state.raw<KeptItem[]>([])
let sending = $state<string | null>(null)
let done = $state.raw<Done[]>([])
let running = false

/** What this device keeps until the server has confirmed it or a person has thrown it away. It knows no subject. */
export const queue = {
  get items(): KeptItem[] {
    return items
  },
  get sending(): string | null {
    return sending
  },
  get done(): Done[] {
    return done
  },
  one: (id: string): Promise<KeptItem | undefined> => keptStore.one(id).catch(() => undefined),

  /** `full` and `no_place`: it is not kept, and whoever holds it must say so. */
  async keep(item: KeptItem): Promise<'kept' | 'full' | 'no_place'> {
    try {
      await reload()
      if (!fits(items, item)) return 'full'
      await keptStore.put(item)
      await reload()
      return 'kept'
    } catch {
      return 'no_place'
    }
  },

  /** By a person: also what was refused, and what is so old that the server no longer knows whether it has it. */
  async sendNow(id: string): Promise<void> {
    if (running) return
    await alone(async () => {
      const item = await keptStore.one(id)
      if (!item) return
      await keptStore.put(released(item, Date.now()))
      await send(id)
    })
  },

  async discard(id: string): Promise<void> {
    if (sending === id) return
    await keptStore.remove(id).catch(() => undefined)
    await reload().catch(() => undefined)
  },

  seen(id: string): void {
    done = done.filter((one) => one.id !== id)
    count()
  },
}

/** Tries what may go: at once, when the network or the live stream is back, when somebody signs in, every 30 seconds. */
export function followQueue(): () => void {
  const all = () => void sendAll()
  const timer = setInterval(all, EVERY_MS)
  window.addEventListener('online', all)
  const stop = $effect.root(() => {
    const fresh = $derived(!live.stale)
    const person = $derived(shared().person?.id ?? null)
    $effect(() => {
      if (fresh || person) untrack(all)
    })
  })
  all()
  return () => {
    stop()
    clearInterval(timer)
    window.removeEventListener('online', all)
  }
}

async function sendAll(): Promise<void> {
  await alone(async () => {
    await reload()
    if (!navigator.onLine) return
    for (const item of items) {
      if (standing(item, here(), Date.now()) !== 'ready') continue
      const answer = await send(item.id)
      if (answer && !answer.ok && isUnreached(answer.failure)) return
    }
  })
}

/** One try. That it was begun is written down before it goes out: after a crash in between, nobody takes it for unsent. */
async function send(id: string): Promise<Answer<any> | null> {
  const stored = await keptStore.one(id)
  if (!stored) return null
  const started = begun(stored, Date.now(), navigator.onLine)
  await keptStore.put(started)
  sending = id
  try {
    const { item, answer } = await deliver(started)
    const left = settled(item, answer)
    if (!left) {
      await keptStore.remove(id)
      done = [...done, { id, title: item.title, code: answer.ok ? (answer.value?.code ?? null) : null }].slice(-MAX_DONE)
      setTimeout(() => queue.seen(id), DONE_SHOWN_MS)
    } else if (await keptStore.one(id)) await keptStore.put(left)
    return answer
  } finally {
    sending = null
    await reload()
  }
}

/** One run at a time. A database that fails costs this try, never the page; what is kept stays there for the next one. */
async function alone(act: () => Promise<void>): Promise<void> {
  if (running) return
  running = true
  try {
    await act()
  } catch {
    sending = null
  } finally {
    running = false
  }
}

async function reload(): Promise<void> {
  items = await keptStore.all()
  count()
}

const count = (): void => {
  queued.count = items.length + done.length
}
