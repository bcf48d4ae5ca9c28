import db from '@adonisjs/lucid/services/db'
import i18n from '@adonisjs/i18n/services/main'
import { clock } from '#app/kernel/clock'
import { paramsFor } from '#app/kernel/reason'
import { onCommit, transact } from '#app/kernel/transaction'
import { noteChannel } from '#app/notifications/actions/note_channel'
import type { Channel } from '#app/notifications/channels/channel'
import { hookChannels } from '#app/notifications/channels/hooks'

const SCAN_INTERVAL_MS = 2_000
const BATCH = 50
/** Messages of one channel that are under way at once: a team is told in seconds, a gateway is not flooded. */
const AT_ONCE = 4
/** After the last one, an hour later, the delivery has failed. */
const RETRY_DELAYS_MS = [2_000, 10_000, 60_000, 300_000, 1_200_000, 2_400_000]

const laneOf = ({ name, lane }: Channel): string => lane ?? name

/**
 * Sends what waits, in the background, each channel on a lane of its own: a gateway that hangs delays no other way, and
 * each delivery knows what became of it.
 */
export class NoticeSender {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #busy = new Map<string, Promise<void>>()
  #stopped = false

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
    this.#stopped = true
    if (this.#timer) clearInterval(this.#timer)
    this.#stopListening?.()
    await Promise.all(this.#busy.values())
    for (const channel of this.channels) channel.close()
  }

  poke(): void {
    if (this.#stopped) return
    for (const channel of this.channels) this.#run(laneOf(channel), () => this.#sendDue(channel))
    // Hooks are the plant's own: there may be new ones, and others may have moved.
    this.#run('hooks', async () => {
      for (const hook of await this.#hooksDue()) this.#run(laneOf(hook), () => this.#sendDue(hook))
    })
  }

  async sendDue(): Promise<void> {
    await Promise.all([...this.channels, ...(await this.#hooksDue())].map((channel) => this.#sendDue(channel)))
  }

  #run(lane: string, work: () => Promise<void>): void {
    if (this.#busy.has(lane)) return
    const running = work()
      .catch(() => undefined)
      .finally(() => this.#busy.delete(lane))
    this.#busy.set(lane, running)
  }

  /** Those hooks that have something to be told. */
  async #hooksDue(): Promise<Channel[]> {
    const waiting = await db.from('notice_deliveries').where('status', 'waiting').where('channel', 'webhook').where('next_attempt_at', '<=', clock.now()).distinct('address')
    const lanes = new Set(waiting.map(({ address }) => address))
    if (![...lanes].some((lane) => lane !== 'webhook')) return []
    return (await hookChannels()).filter((hook) => lanes.has(hook.lane))
  }

  async #sendDue(channel: Channel): Promise<void> {
    const due = await db
      .from('notice_deliveries')
      .join('notices', 'notices.id', 'notice_deliveries.notice_id')
      .leftJoin('accounts', 'accounts.id', 'notice_deliveries.account_id')
      .where('notice_deliveries.status', 'waiting')
      .where('notice_deliveries.channel', channel.name)
      .if(channel.name === 'webhook', (query) => query.where('notice_deliveries.address', laneOf(channel)))
      .where('notice_deliveries.next_attempt_at', '<=', clock.now())
      .orderBy('notices.priority')
      .orderBy('notice_deliveries.id')
      .limit(BATCH)
      .select('notice_deliveries.*', 'message_key', 'message_params', 'priority', 'notices.link as page', 'locale')
    const carry = async () => {
      for (let next = due.shift(); next && !this.#stopped; next = due.shift()) await this.#send(next, channel)
    }
    await Promise.all(Array.from({ length: AT_ONCE }, carry))
  }

  async #send(delivery: any, channel: Channel): Promise<void> {
    const locale = delivery.locale ?? 'zh-CN'
    const said = i18n.locale(locale).formatMessage(delivery.message_key, paramsFor(locale, JSON.parse(delivery.message_params)))
    const link = delivery.link ?? delivery.page
    const text = link ? `${said}\n\n${this.publicUrl}${link}` : said
    const { id, address, priority } = delivery
    try {
      const providerId = await channel.send({ id, address, priority, subject: `[红线 Redline] ${said}`, text, mentions: JSON.parse(delivery.mentions), payload: JSON.parse(delivery.payload ?? 'null') })
      await this.#sent(id, laneOf(channel), providerId)
    } catch (error) {
      await this.#failed(delivery, laneOf(channel), (error as Error).message)
    }
  }

  #sent(id: string, channel: string, providerId: string | null): Promise<void> {
    return transact(async (tx) => {
      const sent = { status: 'sent', sent_at: tx.now, error: null, provider_id: providerId?.slice(0, 250) ?? null }
      await tx.db.from('notice_deliveries').where('id', id).update(sent)
      await noteChannel(tx, channel, null)
    })
  }

  #failed(delivery: any, channel: string, error: string): Promise<void> {
    const delay = RETRY_DELAYS_MS[delivery.attempts]
    return transact(async (tx) => {
      await tx.db
        .from('notice_deliveries')
        .where('id', delivery.id)
        .update({
          status: delay === undefined ? 'failed' : 'waiting',
          attempts: delivery.attempts + 1,
          next_attempt_at: tx.now + (delay ?? 0),
          error: error.slice(0, 250),
        })
      await noteChannel(tx, channel, error)
    })
  }
}
