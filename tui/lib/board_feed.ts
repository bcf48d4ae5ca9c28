import type { BoardSnapshot } from '#app/board/snapshot'
import type { ApiClient, Fault } from '#tui/lib/api_client'
import { isBoard, NO_LINK, STALE_AFTER_MS, type Link } from '#tui/lib/link'
import { readStream } from '#tui/lib/live_stream'

const POLL_MS = 2_000
/** From the first retry of the stream to the slowest. */
const RETRY_MS = [1_000, 2_000, 5_000, 10_000]

type Listener = (link: Link) => void

/**
 * Keeps the newest board: by the stream when it works, by asking every two seconds when it does not. It never gives up;
 * what it has is handed out with the moment of its arrival, so that the screen can say how old it is.
 */
export class BoardFeed {
  #api: ApiClient
  #listeners = new Set<Listener>()
  #abort: AbortController | null = null
  #timers = new Set<NodeJS.Timeout>()
  #failures = 0
  #asking = false
  link: Link = NO_LINK

  constructor(api: ApiClient) {
    this.#api = api
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  start(): void {
    if (this.#abort) return
    this.#abort = new AbortController()
    void this.refresh()
    void this.#stream(this.#abort.signal)
    this.#every(POLL_MS, () => this.#watch())
  }

  stop(): void {
    this.#abort?.abort()
    this.#abort = null
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
  }

  /** After signing in again: what was refused then is no longer the news. */
  forgetFault(): void {
    this.#set({ ...this.link, state: 'connecting', fault: null })
  }

  /** Asks once, now: after a write, and whenever the stream is silent. */
  async refresh(): Promise<void> {
    const running = this.#abort
    if (!running || this.#asking) return
    this.#asking = true
    const before = this.link
    const reply = await this.#api.get<BoardSnapshot>('/api/v1/board')
    this.#asking = false
    // The stream may have been faster; its board is then the newer one.
    const overtaken = this.link !== before && this.link.state === 'live'
    if (running !== this.#abort || overtaken) return
    if (reply.ok && isBoard(reply.value)) this.#take(reply.value, this.link.state === 'live' ? 'live' : 'polling')
    else this.#fail(reply.ok ? { kind: 'unreadable', status: 200 } : reply.fault)
  }

  async #stream(signal: AbortSignal): Promise<void> {
    const silence = this.#silenceGuard(signal)
    try {
      const handlers = {
        onOpen: () => silence.heard(),
        onMessage: (payload: unknown) => {
          silence.heard()
          this.#failures = 0
          if (isBoard(payload)) this.#take(payload, 'live')
        },
      }
      await readStream(this.#api, 'board', handlers, silence.signal)
    } catch {
      // Whatever the stream died of, the answer is the same: ask instead, and try again later.
    } finally {
      silence.stop()
    }
    if (signal.aborted) return
    if (this.link.state === 'live') this.#set({ ...this.link, state: 'polling' })
    this.#after(RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]!, () => void this.#stream(signal))
  }

  /** A connection can be open and dead. No message for ten seconds ends it. */
  #silenceGuard(outer: AbortSignal): { signal: AbortSignal; heard(): void; stop(): void } {
    const own = new AbortController()
    let timer = setTimeout(() => own.abort(), 2 * STALE_AFTER_MS)
    const heard = () => void timer.refresh()
    timer = timer.unref()
    return { signal: AbortSignal.any([outer, own.signal]), heard, stop: () => clearTimeout(timer) }
  }

  #watch(): void {
    const quiet = this.link.receivedAt === null || Date.now() - this.link.receivedAt >= POLL_MS
    if (this.link.state !== 'live' || quiet) void this.refresh()
  }

  #take(board: BoardSnapshot, state: 'live' | 'polling'): void {
    this.#set({ state, board, receivedAt: Date.now(), fault: null })
  }

  #fail(fault: Fault): void {
    this.#set({ ...this.link, state: 'lost', fault })
  }

  #set(link: Link): void {
    this.link = link
    for (const listener of this.#listeners) listener(link)
  }

  #after(ms: number, work: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      work()
    }, ms)
    this.#timers.add(timer)
  }

  #every(ms: number, work: () => void): void {
    this.#after(ms, () => {
      work()
      this.#every(ms, work)
    })
  }
}
