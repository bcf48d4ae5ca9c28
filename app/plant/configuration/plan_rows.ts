import { changesOf, keyField, type KindChanges } from '#app/plant/configuration/changes'
import { check } from '#app/plant/configuration/check'
import { definitionKind, definitionKinds, type DefinitionFault } from '#app/plant/definitions'

/** Checks rows of one kind against what is in force, and says what they would change; nothing is written. */
export async function planRows(
  kind: string,
  rows: Record<string, unknown>[]
): Promise<{ faults: DefinitionFault[]; changed: KindChanges }> {
  const definition = definitionKind(kind)
  const current = await definition.current()
  const known = await knownKeys()
  for (const row of rows) known.get(kind)!.add(String(row[keyField(definition)]))
  const faults = await check(definition, rows, { known: (other) => known.get(other) ?? new Set() })
  const faulty = new Set(faults.map(({ row }) => row))
  const changed = await changesOf(
    definition,
    rows.filter((_, index) => !faulty.has(index)),
    current
  )
  return { faults, changed }
}

async function knownKeys(): Promise<Map<string, Set<string>>> {
  const known = new Map<string, Set<string>>()
  for (const definition of definitionKinds()) {
    const rows: Record<string, unknown>[] = await definition.current()
    known.set(definition.kind, new Set(rows.map((row) => String(row[keyField(definition)]))))
  }
  return known
}
