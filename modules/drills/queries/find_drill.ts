import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import type { DrillRow } from '#modules/drills/rows'

/** The one that runs now; null when the plant is in earnest only. */
export async function runningDrill(client: Pick<Tx['db'], 'from'> = db): Promise<DrillRow | null> {
  return client.from('drills').whereNull('ended_at').first()
}
