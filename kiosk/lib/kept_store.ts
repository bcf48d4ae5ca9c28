import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { KeptItem } from '#kiosk/lib/queue_rules'

interface Schema extends DBSchema {
  items: { key: string; value: KeptItem }
}

let opened: Promise<IDBPDatabase<Schema>> | null = null

/** The browser's own database: it takes photos as they are and outlives a restart. */
function open(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>('redline', 1, { upgrade: (db) => void db.createObjectStore('items', { keyPath: 'id' }), terminated: () => (opened = null) })
  opened.catch(() => (opened = null))
  return opened
}

export const keptStore = {
  all: async (): Promise<KeptItem[]> => (await (await open()).getAll('items')).sort((a, b) => a.madeAt - b.madeAt),
  one: async (id: string): Promise<KeptItem | undefined> => (await open()).get('items', id),
  put: async (item: KeptItem): Promise<void> => void (await (await open()).put('items', item)),
  remove: async (id: string): Promise<void> => (await open()).delete('items', id),
}
