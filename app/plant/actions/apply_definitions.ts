import type { Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { changesOf, keyField, type KindChanges } from '#app/plant/configuration/changes'
import { check } from '#app/plant/configuration/check'
import type { LocatedFault } from '#app/plant/configuration/definition_file'
import { writeChanges } from '#app/plant/configuration/write_changes'
import { loadFolder, type Folder } from '#app/plant/configuration/load_folder'
import { definitionKinds } from '#app/plant/definitions'

export interface ApplyInput {
  folder: string
  /** Checks and compares only. */
  dryRun?: boolean
  by: Actor
}

type Rows = Record<string, unknown>[]

/**
 * Makes the plant's configuration what the folder's files say: all of it or nothing. Applied again, nothing changes.
 */
export async function applyDefinitions(input: ApplyInput): Promise<Result<KindChanges[], LocatedFault[]>> {
  const folder = await loadFolder(input.folder)
  const current = await currentOfAll()
  const faults = [...folder.faults, ...(await faultsOf(folder, current))]
  if (faults.length > 0) return err(faults.sort(byPlace))

  const plan: KindChanges[] = []
  for (const definition of definitionKinds()) {
    const file = folder.files.find(({ kind }) => kind === definition.kind)
    if (file) plan.push(await changesOf(definition, file.rows, current.get(file.kind)!))
  }
  if (!input.dryRun) await transact((tx) => writeChanges(tx, plan, input.by))
  return ok(plan)
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

const byPlace = (one: LocatedFault, other: LocatedFault): number =>
  one.file.localeCompare(other.file) || one.line - other.line || one.column - other.column
