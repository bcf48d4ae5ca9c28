import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import { factOf } from '#app/rules/facts'
import type { Happening } from '#app/rules/machine'
import type { EventTrigger } from '#app/rules/registry'

const PAGE = 1_000

interface EventRow {
  id: string
  name: string
  payload: string
  occurred_at: number
}

/** The committed events that a trigger stands for, oldest first, as a rule hears them; `code`: what this rule brought about itself it does not hear. */
export async function* storedHappenings(trigger: EventTrigger, code: string, from: Instant, to: Instant, client: Pick<Tx['db'], 'from'> = db): AsyncGenerator<Happening> {
  const names = [trigger.event.name, ...(trigger.withdrawnBy ? [trigger.withdrawnBy.name] : [])]
  for (let after: EventRow | null = null; ;) {
    const query = client.from('outbox_events').whereIn('name', names).whereBetween('occurred_at', [from, to]).orderBy(['occurred_at', 'id']).limit(PAGE)
    const last: EventRow | null = after
    if (last) query.where((either) => either.where('occurred_at', '>', last.occurred_at).orWhere((same) => same.where('occurred_at', last.occurred_at).where('id', '>', last.id)))
    const rows: EventRow[] = await query
    for (const row of rows) {
      const payload = JSON.parse(row.payload)
      if (trigger.causedBy?.(payload) === code) continue
      if (row.name === trigger.event.name) yield factOf(trigger, payload, Number(row.occurred_at))
      else yield { kind: 'withdraw', key: String(payload[trigger.key]), at: Number(row.occurred_at) }
    }
    if (rows.length < PAGE) return
    after = rows.at(-1)!
  }
}
