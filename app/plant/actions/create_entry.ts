import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { keyField } from '#app/plant/configuration/changes'
import { check } from '#app/plant/configuration/check'
import { definitionKinds, type DefinitionFault } from '#app/plant/definitions'
import { DefinitionsApplied } from '#app/plant/events'

export type CreateRefusal = { taken: Reason[] } | { faults: Reason[] }

/** Adds one entry to a kind of configuration, by the same checks as `plant:apply`. */
export async function createEntry(
  kind: string,
  row: Record<string, unknown>,
  by: Actor
): Promise<Result<string, CreateRefusal>> {
  const definition = definitionKinds().find((candidate) => candidate.kind === kind)
  if (!definition) throw new Error(`${kind} is no kind of definition`)
  const known = await knownKeys()
  const key = String(row[keyField(definition)])
  if (known.get(kind)!.has(key)) return err({ taken: [reason('plant.code_taken', { code: key })] })

  const faults = await check(definition, [row], { known: (other) => known.get(other) ?? new Set() })
  if (faults.length > 0) return err({ faults: faults.map(faultReason) })
  await transact(async (tx) => {
    await definition.apply(tx, [row], by)
    const subject = { type: kind, id: key }
    await recordAudit(tx, { by, action: 'plant.definition_added', subject, details: { row } })
    await tx.emit(DefinitionsApplied, { kinds: [kind], at: tx.now })
  })
  return ok(key)
}

async function knownKeys(): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>()
  for (const definition of definitionKinds()) {
    const rows = await definition.current()
    known.set(
      definition.kind,
      new Set(rows.map((row) => String((row as Record<string, unknown>)[keyField(definition)])))
    )
  }
  return known
}

const faultReason = ({ path, message }: DefinitionFault): Reason =>
  reason('plant.definition_fault', { field: path?.join('.') ?? '', message })
