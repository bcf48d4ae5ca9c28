import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { systemActor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { onCommit, transact } from '#app/kernel/transaction'
import type { StopCommand } from '#app/integrations/stops/lifecycle'
import type { MesAnswer, MesClient } from '#app/integrations/stops/mes_client'
import { moveStop } from '#app/integrations/stops/move_stop'
import type { StopRow } from '#app/integrations/stops/rows'
import { ackWithin, askFor, mesIdempotent, mesMode } from '#app/integrations/stops/settings'

const SCAN_INTERVAL_MS = 1_000
/** Between tries to get through to a MES that nobody answers at. */
const KNOCK_AGAIN_MS = 2_000
/** Between questions after a command whose fate is unknown. */
const ASK_AGAIN_MS = 5_000
const BY = systemActor('integrations')

/**
 * Carries confirmed stop commands to the MES. That it is being sent is committed before the first byte leaves; whatever is
 * found in that state at a start was cut off, and nobody knows whether the MES heard it: it is asked after, not sent again.
 */
export class StopRunner {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #busy: Promise<void> | null = null
  #inFlight = new Set<string>()

  constructor(private mes: MesClient | null) {}

  start(): void {
    this.#timer = setInterval(() => this.#poke(), SCAN_INTERVAL_MS)
    this.#stopListening = onCommit((events) => events.includes('integrations.stop_moved') && this.#poke())
    this.#poke()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#stopListening?.()
    await this.#busy
  }

  #poke(): void {
    this.#busy ??= this.work().finally(() => {
      this.#busy = null
    })
  }

  /** Everything that is due now; one command that fails holds up no other. */
  async work(): Promise<void> {
    const open: StopRow[] = await db.from('stop_commands').whereIn('state', ['requested', 'confirmed', 'sending', 'unknown']).orderBy('requested_at').limit(100)
    const due = open.filter(({ id, state, next_at }) => !this.#inFlight.has(id) && (state === 'sending' || Number(next_at ?? 0) <= clock.now()))
    await Promise.all(
      due.map(async (stop) => {
        this.#inFlight.add(stop.id)
        await this.#step(stop)
          .catch((error) => logger.error({ err: error, stop: stop.code }, 'a stop command could not be moved'))
          .finally(() => this.#inFlight.delete(stop.id))
      })
    )
  }

  async #step(stop: StopRow): Promise<void> {
    if (stop.state === 'requested') return void (await this.#move(stop, 'expire'))
    if (stop.state === 'sending') return void (await this.#move(stop, 'lose', { next_at: clock.now(), error: 'cut off while it was sent' }))
    if (stop.state === 'unknown') return this.#ask(stop)
    return this.#leave(stop)
  }

  async #leave(stop: StopRow): Promise<void> {
    const mode = await settingValue(mesMode)
    const closed = mode === 'off' || (mode === 'test' && !stop.test) ? 'the link was switched off' : null
    const late = Number(stop.deadline_at) <= clock.now() ? (stop.error ?? 'too late') : null
    if (closed ?? late) return void (await this.#move(stop, 'give_up', { error: closed ?? late }))
    if (!this.mes) return void (await this.#move(stop, 'give_up', { error: 'MES_URL is not set' }))
    await this.#send(stop, 'send')
  }

  async #send(stop: StopRow, command: 'send' | 'send_again'): Promise<void> {
    const sending = await this.#move(stop, command, { sent_at: clock.now(), sends: stop.sends + 1, next_at: null })
    const answer = await this.mes!.send(sending, (await settingValue(ackWithin)) * 1_000)
    await this.#take(sending, answer)
  }

  async #ask(stop: StopRow): Promise<void> {
    if (clock.now() >= Number(stop.sent_at) + (await settingValue(askFor)) * 1_000) return void (await this.#move(stop, 'stop_asking', { error: stop.error }))
    const answer: MesAnswer = this.mes ? await this.mes.ask(stop.id, (await settingValue(ackWithin)) * 1_000) : { kind: 'lost', error: 'MES_URL is not set' }
    if (answer.kind === 'accepted' || answer.kind === 'refused') return this.#take(stop, answer)
    const inTime = Number(stop.deadline_at) > clock.now()
    if (answer.kind === 'unheard_of' && inTime && (await settingValue(mesIdempotent))) return this.#send(stop, 'send_again')
    if (answer.kind === 'unheard_of' && !inTime) return void (await this.#move(stop, 'never_came', { error: 'the MES does not know it' }))
    await transact((tx) => tx.db.from('stop_commands').where({ id: stop.id, state: 'unknown' }).update({ queries: stop.queries + 1, next_at: tx.now + ASK_AGAIN_MS }))
  }

  async #take(stop: StopRow, answer: MesAnswer): Promise<void> {
    switch (answer.kind) {
      case 'accepted':
        return void (await this.#move(stop, 'acknowledge', { mes_reference: answer.reference, error: null }))
      case 'refused':
        return void (await this.#move(stop, 'refuse', { error: answer.error }))
      case 'not_sent':
        // A second sending that did not get through leaves the first one where it was.
        if (stop.sends > 1) return void (await this.#move(stop, 'lose', { next_at: clock.now() + ASK_AGAIN_MS, error: answer.error }))
        return void (await this.#move(stop, 'not_sent', { next_at: clock.now() + KNOCK_AGAIN_MS, sends: stop.sends - 1, error: answer.error }))
      default:
        return void (await this.#move(stop, 'lose', { next_at: clock.now(), error: answer.kind === 'lost' ? answer.error : 'no clear answer' }))
    }
  }

  #move(stop: StopRow, command: StopCommand, changes: Partial<StopRow> = {}): Promise<StopRow> {
    return transact(async (tx) => {
      const moved = await moveStop(tx, { stop, command, by: BY, changes, note: changes.error ?? null })
      if (!moved.ok) throw new Error(moved.error.map(({ code }) => code).join(', '))
      return moved.value
    })
  }
}
