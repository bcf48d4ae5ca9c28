import transmit from '@adonisjs/transmit/services/main'
import { findPrincipal } from '#app/identity/index'
import { onCommit } from '#app/kernel/transaction'
import { buildBoard } from '#app/board/queries/build_board'
import type { BoardSnapshot } from '#app/board/snapshot'

const CHANNEL = 'board'
/** Values move with the polls; what people and alarms change is sent sooner. */
const INTERVAL_MS = 1_000
const SOONER_MS = 200
/** What may wait for one screen. */
const MOST_WAITING_BYTES = 2_000_000

/** Sends the overview to every screen: each second, and soon after each change. */
export class BoardStream {
  #timer: NodeJS.Timeout | null = null
  #soon: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #sending = false
  latest: BoardSnapshot | null = null

  start(): void {
    transmit.authorize(CHANNEL, async (ctx) => {
      const header = ctx.request.header('authorization') ?? ''
      const principal = header.startsWith('Bearer ') ? await findPrincipal(header.slice(7)) : null
      return principal?.permissions.has('board.read') ?? false
    })
    this.#timer = setInterval(() => void this.send(), INTERVAL_MS)
    this.#stopListening = onCommit((events) => {
      if (events.length > 0) this.#soon ??= setTimeout(() => void this.send(), SOONER_MS)
    })
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    if (this.#soon) clearTimeout(this.#soon)
    this.#stopListening?.()
  }

  /**
   * One text for all: `transmit.broadcast` writes the overview out anew for each screen, which at 500 screens is most of
   * the work. A screen that doesn't keep up misses a beat; what it gets next is whole.
   */
  #broadcast(text: string): void {
    for (const screen of transmit.getManager().findByChannel(CHANNEL)) if (screen.readableLength < MOST_WAITING_BYTES) screen.push(text)
  }

  /** One at a time: a slow build skips a beat rather than pile up. */
  async send(): Promise<void> {
    if (this.#soon) clearTimeout(this.#soon)
    this.#soon = null
    if (this.#sending) return
    this.#sending = true
    try {
      this.latest = await buildBoard()
      this.#broadcast(`data: ${JSON.stringify({ channel: CHANNEL, payload: this.latest })}\n\n`)
    } finally {
      this.#sending = false
    }
  }
}
