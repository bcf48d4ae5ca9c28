import type { Tx } from '#app/kernel/transaction'

/** Tells the running server, in whatever process it is, that the engine's configuration has changed. */
export async function touchConfig(tx: Tx): Promise<void> {
  await tx.db.from('engine_configs').where('id', 1).increment('version', 1)
}
