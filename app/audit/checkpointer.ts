import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { onCommit } from '#app/kernel/transaction'
import { writeCheckpoint } from '#app/audit/checkpoint'

const INTERVAL_MS = 1_000

/** Keeps the checkpoint at most a second behind the chain. */
export class AuditCheckpointer {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #behind = true
  #written = 0
  #at: number | null = null

  constructor(
    private file: string,
    private key: string
  ) {}

  start(): void {
    this.#stopListening = onCommit(() => {
      this.#behind = true
    })
    this.#timer = setInterval(() => void this.write().catch(() => (this.#behind = true)), INTERVAL_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#stopListening?.()
    await this.write()
  }

  /** Milliseconds since the checkpoint was last known to match the chain; null before the first time. */
  get ageMs(): number | null {
    return this.#at === null ? null : clock.monotonic() - this.#at
  }

  async write(): Promise<void> {
    if (!this.#behind) {
      this.#at = clock.monotonic()
      return
    }
    this.#behind = false
    const head = await db.from('audit_entries').orderBy('seq', 'desc').select('seq', 'hash').first()
    if (head && Number(head.seq) > this.#written) {
      await writeCheckpoint(this.file, this.key, { seq: Number(head.seq), hash: head.hash, at: clock.now() })
      this.#written = Number(head.seq)
    }
    this.#at = clock.monotonic()
  }
}
