import { setTimeout as pause } from 'node:timers/promises'
import logger from '@adonisjs/core/services/logger'
import { transact } from '#app/kernel/transaction'
import { dataPath } from '#config/data'
import { recordDecisions } from '#modules/personnel/actions/record_decisions'
import { DecisionJournal } from '#modules/personnel/access/journal'
import type { DecisionRecord } from '#modules/personnel/access/record'

/** One commit for what comes within this time: well inside the 100 ms in which a decision must be durable. */
const GATHER_MS = 15
const BATCH = 100
const RETRY_MS = 250
/** While the database takes nothing. Beyond it nobody is let in; who leaves is still written down. */
const OPEN_LIMIT = 5_000

/** Writes decisions behind the answer, in batches and in their order. */
export class DecisionRecorder {
  #open: DecisionRecord[] = []
  #timer: NodeJS.Timeout | null = null
  #flushing: Promise<void> | null = null
  #stopped = false

  constructor(private journal: DecisionJournal<DecisionRecord>) {}

  get full(): boolean {
    return this.#open.length >= OPEN_LIMIT
  }

  /** Takes the decision on record; throws when even the journal can't be written. */
  record(decision: DecisionRecord): void {
    this.journal.append(decision)
    this.#open.push(decision)
    this.#timer ??= setTimeout(() => void this.flush(), GATHER_MS)
  }

  /** Brings what an earlier life had answered into the database. */
  async recover(): Promise<void> {
    this.#stopped = false
    this.#open.unshift(...this.journal.recover())
    await this.flush()
  }

  /** Resolves when everything recorded so far is committed. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#flushing ??= this.#drain().finally(() => {
      this.#flushing = null
    })
    return this.#flushing
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.flush()
    this.journal.close()
  }

  async #drain(): Promise<void> {
    while (this.#open.length > 0) {
      const batch = this.#open.slice(0, BATCH)
      try {
        await transact((tx) => recordDecisions(tx, batch))
        this.#open.splice(0, batch.length)
        this.journal.settle(this.#open)
      } catch (error) {
        logger.error({ err: error, open: this.#open.length }, 'access decisions could not be stored; trying again')
        if (this.#stopped) return
        await pause(RETRY_MS)
      }
    }
  }
}

export const recorder = new DecisionRecorder(new DecisionJournal(() => dataPath('access', 'decisions.jsonl')))
