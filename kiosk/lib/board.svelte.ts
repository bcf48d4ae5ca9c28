import { Transmit } from '@adonisjs/transmit-client'
import { router } from '@inertiajs/svelte'
import type { BoardSnapshot } from '#app/board/snapshot'
import { api } from '#kiosk/lib/api'
import { deviceNow, now, serverSays } from '#kiosk/lib/now.svelte'
import { may, shared } from '#kiosk/lib/page_props'

/** Older than this, a screen says so. */
export const STALE_MS = 5_000
/** Silent for longer, the connection is thrown away and made anew: a half-open one never says that it is dead. */
const SILENT_MS = 12_000

const state = $state<{ snapshot: BoardSnapshot | null; heardAt: number; openedAt: number }>({ snapshot: null, heardAt: 0, openedAt: 0 })
let connection: Transmit | null = null
let connectedWith: string | null = null
let watch: ReturnType<typeof setInterval> | null = null
let users = 0

/** The live overview for every page: `live.snapshot`, its age, and whether it may be believed. Reactive. */
export const live = {
  get snapshot(): BoardSnapshot | null {
    return state.snapshot
  },
  get ageMs(): number | null {
    return state.snapshot ? Math.max(0, now() - state.snapshot.at) : null
  },
  get stale(): boolean {
    return state.snapshot === null || now() - state.snapshot.at > STALE_MS
  },
  /** Just asked, nothing has come yet: not the same as nothing to show, and not yet a failure. */
  get waiting(): boolean {
    return state.snapshot === null && deviceNow() - state.openedAt < STALE_MS
  },
}

/** Keeps the stream open while a layout stands. */
export function followBoard(): () => void {
  users += 1
  watch ??= setInterval(check, 2_000)
  check()
  const stopHearing = router.on('navigate', () => setTimeout(check))
  return () => {
    stopHearing()
    users -= 1
    if (users > 0) return
    if (watch) clearInterval(watch)
    watch = null
    close()
  }
}

const token = (): string | null => shared().tokens.person ?? shared().tokens.device

function check(): void {
  if (!may('board.read') || !token()) return close()
  const silent = Date.now() - Math.max(state.heardAt, state.openedAt) > SILENT_MS
  if (!connection || connectedWith !== token() || silent) open()
}

function open(): void {
  close()
  connectedWith = token()
  state.openedAt = Date.now()
  void api.get<BoardSnapshot>('/board').then((answer) => answer.ok && take(answer.value))
  connection = new Transmit({
    baseUrl: location.origin,
    uidGenerator: uid,
    maxReconnectAttempts: 0,
    beforeSubscribe: (request) => request.headers.set('authorization', `Bearer ${token()}`),
    beforeUnsubscribe: (request) => request.headers.set('authorization', `Bearer ${token()}`),
  })
  const subscription = connection.subscription('board')
  subscription.onMessage<BoardSnapshot>(take)
  void subscription.create()
}

function close(): void {
  connection?.close()
  connection = null
  connectedWith = null
}

function take(snapshot: BoardSnapshot): void {
  // An answer that was overtaken on the way is dropped; after a step of the server's clock the new time counts.
  const behindMs = state.snapshot ? state.snapshot.at - snapshot.at : 0
  if (behindMs > 0 && behindMs < 60_000) return
  serverSays(snapshot.at)
  state.heardAt = Date.now()
  state.snapshot = snapshot
}

const uid = (): string => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
