import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { Housekeeper } from '#modules/telemetry/historian/housekeeper'
import type { FromHistorian, FromHousekeeper, HistoryPolicy, ToHistorian } from '#modules/telemetry/historian/messages'
import { openStore } from '#modules/telemetry/historian/open_store'

/** Entry of the historian thread: takes batches from the engine, stores each, and says so. */
const { file, engine, damaged } = workerData as { file: string; engine: MessagePort; damaged: boolean }

const RETRY_MS = 500
const SQLITE_FULL = 13

const { store, restored, aside } = openStore(file, damaged)
const say = (message: FromHistorian) => engine.postMessage(message)

/** Keeps the order: a batch that can't be stored is tried again before the next one. */
const waiting: Extract<ToHistorian, { type: 'batch' }>['batch'][] = []
let retry: NodeJS.Timeout | null = null
let ended = false

function storeWaiting(): void {
  while (waiting.length > 0) {
    const batch = waiting[0]!
    try {
      store.write(batch)
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number }
      say({ type: 'failed', batchId: batch.id, error: message, full: errcode === SQLITE_FULL || /full|ENOSPC/i.test(message) })
      retry = setTimeout(storeWaiting, RETRY_MS)
      return
    }
    waiting.shift()
    say({ type: 'stored', batchId: batch.id })
  }
  retry = null
}

engine.on('message', (message: ToHistorian) => {
  // What comes after the end stays with the engine's journal, and is told again at the next start.
  if (ended) return
  if (message.type === 'stop') {
    housekeeper.stop()
    storeWaiting()
    if (retry) clearTimeout(retry)
    ended = true
    store.close()
    engine.close()
    parentPort?.close()
    return
  }
  waiting.push(message.batch)
  if (!retry) storeWaiting()
})

const housekeeper = new Housekeeper(store, () => waiting.length > 0, (message) => parentPort?.postMessage(message))
parentPort?.on('message', (policy: HistoryPolicy) => {
  store.obey(policy)
  housekeeper.begin()
})

if (aside) parentPort?.postMessage({ type: 'set_aside', file: aside } satisfies FromHousekeeper)
say({ type: 'restored', restored })
