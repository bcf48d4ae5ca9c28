import db from '@adonisjs/lucid/services/db'

/** Counts up with every change of what the engine works by. */
export async function configVersion(): Promise<number> {
  const row = await db.from('engine_configs').where('id', 1).first()
  return Number(row?.version ?? 0)
}
