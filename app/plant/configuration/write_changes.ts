import { recordAudits, type Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import type { KindChanges } from '#app/plant/configuration/changes'
import { definitionKind } from '#app/plant/definitions'
import { DefinitionsApplied } from '#app/plant/events'

/** Entries in one statement: SQLite bounds the variables of a statement. */
const AUDIT_BATCH = 500

/** Writes the changes of several kinds, in the order given, each with its audit entry; tells the rooms afterwards. */
export async function writeChanges(tx: Tx, kinds: KindChanges[], by: Actor): Promise<void> {
  const touched = kinds.filter(({ changes }) => changes.length > 0)
  if (touched.length === 0) return
  for (const { kind, changes } of touched) {
    const rows = changes.map(({ row }) => row)
    await definitionKind(kind).apply(tx, rows, by)
    const entries = changes.map(({ key, type, fields }) => {
      return { by, action: `plant.definition_${type}`, subject: { type: kind, id: key }, details: { fields } }
    })
    for (let from = 0; from < entries.length; from += AUDIT_BATCH)
      await recordAudits(tx, entries.slice(from, from + AUDIT_BATCH))
  }
  await tx.emit(DefinitionsApplied, { kinds: touched.map(({ kind }) => kind), at: tx.now })
}
