import { existsSync, renameSync } from 'node:fs'
import { clock } from '#app/kernel/clock'
import type { Restored } from '#modules/telemetry/historian/messages'
import { HistoryStore } from '#modules/telemetry/historian/store'

/** SQLite's words for a file that is damaged, or none of its own. */
const CORRUPT = 11
const NOT_A_DATABASE = 26

interface Opened {
  store: HistoryStore
  restored: Restored
  /** Where a damaged file was put; null when it was sound. */
  aside: string | null
}

/**
 * Opens the history and reads what the engine goes on from. A damaged file is set aside, never deleted, and a new one is
 * begun: alarms don't wait for somebody to mend it.
 */
export function openStore(file: string, damaged: boolean): Opened {
  if (damaged) return begin(file)
  let store: HistoryStore | null = null
  try {
    store = new HistoryStore(file)
    return { store, restored: store.restore(), aside: null }
  } catch (error) {
    const { errcode = 0 } = error as { errcode?: number }
    if (![CORRUPT, NOT_A_DATABASE].includes(errcode & 0xff)) throw error
    store?.close()
    return begin(file)
  }
}

function begin(file: string): Opened {
  const aside = `${file}.damaged-${clock.now()}`
  for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) renameSync(file + ending, aside + ending)
  const store = new HistoryStore(file)
  return { store, restored: store.restore(), aside }
}
