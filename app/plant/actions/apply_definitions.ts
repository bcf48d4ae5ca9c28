import { recordAudits, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { changesOf, keyField, type KindChanges } from '#app/plant/configuration/changes'
import { check } from '#app/plant/configuration/check'
import type { LocatedFault } from '#app/plant/configuration/definition_file'
import { loadFolder, type Folder } from '#app/plant/configuration/load_folder'
import { definitionKinds, type DefinitionKind } from '#app/plant/definitions'
import { DefinitionsApplied } from '#app/plant/events'

export interface ApplyInput {
  folder: string
  /** Checks and compares only. */
  dryRun?: boolean
  by: Actor
}

/** Entries in one statement: SQLite bounds the variables of a statement. */
const AUDIT_BATCH = 500

type Rows = Record<string, unknown>[]

/**
 * Makes the plant's configuration what the folder's files say: all of it or nothing. Applied again, nothing changes.
 */
export async function applyDefinitions(input: ApplyInput): Promise<Result<KindChanges[], LocatedFault[]>> {
  const folder = await loadFolder(input.folder)
  const current = await currentOfAll()
  const faults = [...folder.faults, ...(await faultsOf(folder, current))]
  if (faults.length > 0) return err(faults.sort(byPlace))

  const plan: { definition: DefinitionKind<any>; changed: KindChanges }[] = []
  for (const definition of definitionKinds()) {
    const file = folder.files.find(({ kind }) => kind === definition.kind)
    if (file) plan.push({ definition, changed: await changesOf(definition, file.rows, current.get(file.kind)!) })
  }
  if (!input.dryRun) await write(plan, input.by)
  return ok(plan.map(({ changed }) => changed))
}

async function currentOfAll(): Promise<Map<string, Rows>> {
  const current = new Map<string, Rows>()
  for (const definition of definitionKinds()) current.set(definition.kind, await definition.current())
  return current
}

async function faultsOf(folder: Folder, current: Map<string, Rows>): Promise<LocatedFault[]> {
  const known = new Map(
    definitionKinds().map((definition) => {
      const file = folder.files.find(({ kind }) => kind === definition.kind)
      const rows = [...current.get(definition.kind)!, ...(file?.rows ?? [])]
      return [definition.kind, new Set(rows.map((row) => String(row[keyField(definition)])))]
    })
  )
  const faults: LocatedFault[] = []
  for (const definition of definitionKinds()) {
    const file = folder.files.find(({ kind }) => kind === definition.kind)
    if (!file) continue
    const found = await check(definition, file.rows, { known: (kind) => known.get(kind) ?? new Set() })
    for (const { row, path, message } of found) faults.push({ file: file.file, ...file.locate(row, path), message })
  }
  return faults
}

async function write(plan: { definition: DefinitionKind<any>; changed: KindChanges }[], by: Actor): Promise<void> {
  const touched = plan.filter(({ changed }) => changed.changes.length > 0)
  if (touched.length === 0) return
  await transact(async (tx) => {
    for (const { definition, changed } of touched) {
      const rows = changed.changes.map(({ row }) => row)
      await definition.apply(tx, rows, by)
      const entries = changed.changes.map(({ key, type, fields }) => {
        return {
          by,
          action: `plant.definition_${type}`,
          subject: { type: definition.kind, id: key },
          details: { fields },
        }
      })
      for (let from = 0; from < entries.length; from += AUDIT_BATCH)
        await recordAudits(tx, entries.slice(from, from + AUDIT_BATCH))
    }
    await tx.emit(DefinitionsApplied, { kinds: touched.map(({ definition }) => definition.kind), at: tx.now })
  })
}

const byPlace = (one: LocatedFault, other: LocatedFault): number =>
  one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column
