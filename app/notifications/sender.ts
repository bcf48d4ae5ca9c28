import db from '@adonisjs/lucid/services/db'
import i18n from '@adonisjs/i18n/services/main'
import { clock } from '#app/kernel/clock'
import { paramsFor } from '#app/kernel/reason'
import { onCommit, transact } from '#app/kernel/transaction'
import type { Channel } from '#app/notifications/channels/channel'
import { ChannelFailed, ChannelRecovered } from '#app/notifications/events'

const SCAN_INTERVAL_MS = 2_000
const BATCH = 50
/** After the last one, an hour later, the delivery has failed. */
const RETRY_DELAYS_MS = [2_000, 10_000, 60_000, 300_000, 1_200_000, 2_400_000]
const FAILURES_UNTIL_ALARM = 3

/** Sends what waits, in the background: a slow mail server delays nobody, and each delivery knows what became of it. */
export class NoticeSender {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #busy: Promise<void> | null = null
  #failures = new Map<string, number>()

  constructor(
    private channels: Channel[],
    private publicUrl: string
  ) {}

  start(): void {
    this.#timer = setInterval(() => this.poke(), SCAN_INTERVAL_MS)
    this.#stopListening = onCommit(() => this.poke())
    this.poke()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#stopListening?.()
    await this.#busy
    for (const channel of this.channels) channel.close()
  }

  poke(): void {
    this.#busy ??= this.sendDue()
      .catch(() => undefined)
      .finally(() => {
        this.#busy = null
      })
  }

  async sendDue(): Promise<void> {
    const due = await db
      .from('notice_deliveries')
      .join('notices', 'notices.id', 'notice_deliveries.notice_id')
      .join('accounts', 'accounts.id', 'notice_deliveries.account_id')
      .where('notice_deliveries.status', 'waiting')
      .where('notice_deliveries.next_attempt_at', '<=', clock.now())
      .orderBy('notices.priority')
      .limit(BATCH)
      .select('notice_deliveries.*', 'message_key', 'message_params', 'priority', 'link', 'locale')
    for (const delivery of due) await this.#send(delivery)
  }

  async #send(delivery: any): Promise<void> {
    const channel = this.channels.find((candidate) => candidate.name === delivery.channel)
    if (!channel) return
    const text = i18n.locale(delivery.locale).formatMessage(delivery.message_key, paramsFor(delivery.locale, JSON.parse(delivery.message_params)))
    const body = delivery.link ? `${text}\n\n${this.publicUrl}${delivery.link}` : text
    try {
      const subject = `[红线 Redline] ${text}`
      await channel.send({ address: delivery.address, subject, text: body, priority: delivery.priority })
      await this.#sent(delivery.id, channel.name)
    } catch (error) {
      await this.#failed(delivery, channel.name, error as Error)
    }
  }

  async #sent(id: string, channel: string): Promise<void> {
    const wasFailing = (this.#failures.get(channel) ?? 0) >= FAILURES_UNTIL_ALARM
    this.#failures.set(channel, 0)
    await transact(async (tx) => {
      await tx.db.from('notice_deliveries').where('id', id).update({ status: 'sent', sent_at: tx.now, error: null })
      if (wasFailing) await tx.emit(ChannelRecovered, { channel, at: tx.now })
    })
  }

  async #failed(delivery: any, channel: string, error: Error): Promise<void> {
    const failures = (this.#failures.get(channel) ?? 0) + 1
    this.#failures.set(channel, failures)
    const delay = RETRY_DELAYS_MS[delivery.attempts]
    await transact(async (tx) => {
      await tx.db
        .from('notice_deliveries')
        .where('id', delivery.id)
        .update({
          status: delay === undefined ? 'failed' : 'waiting',
          attempts: delivery.attempts + 1,
          next_attempt_at: tx.now + (delay ?? 0),
          error: error.message.slice(0, 250),
        })
      if (failures === FAILURES_UNTIL_ALARM) await tx.emit(ChannelFailed, { channel, error: error.message, at: tx.now })
    })
  }
}
