import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import type { BypassRow } from '#app/bypasses/bypass'

/** Those of one kind that have effect at this instant, whether or not anybody has looked since their time was over. */
export function activeBypasses(kind: string, client: Pick<Tx['db'], 'from'> = db): Promise<BypassRow[]> {
  return client.from('bypasses').where('kind', kind).whereNull('ended_at').where('until', '>', clock.now()) as unknown as Promise<BypassRow[]>
}
