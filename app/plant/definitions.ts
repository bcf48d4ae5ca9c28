import type { SchemaTypes } from '@vinejs/vine/types'
import type { Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'

/** What is wrong with one row of a definition file; the engine finds line and column from row and path. */
export interface DefinitionFault {
  /** Index of the row in the list that was given. */
  row: number
  /** Where inside the row: `['limits', 'hh']`. Left out: the row as a whole. */
  path?: (string | number)[]
  /** A plain sentence. */
  message: string
}

export interface DefinitionContext {
  /** Keys of another kind as they will be after this apply: those that exist and those in the files. */
  known(kind: string): ReadonlySet<string>
}

/**
 * One kind of configuration: the file `<kind>.yaml`, a list of objects with a natural key. What a file doesn't name,
 * rows and fields alike, is left as it is; a thing goes out of use by a field of its own (`active: false`).
 */
export interface DefinitionKind<Row extends object> {
  kind: string
  /** The field that names a row; default `code`. */
  key?: string
  /** Kinds are checked and applied in this order: a kind comes after what it refers to. */
  order: number
  /** Shape of one row, `vine.object({...})`: types, required fields, and any field it doesn't know is a fault. */
  schema?: SchemaTypes & { getProperties(): Record<string, unknown> }
  /** Fields that are never exported or shown (PINs, pairing codes), each with the test whether it is stored already. */
  secrets?: Record<string, (row: Row) => Promise<boolean>>
  /** What the shape can't say: references, limits in order, floors. Called with rows of the right shape only. */
  validate(rows: Row[], context: DefinitionContext): DefinitionFault[] | Promise<DefinitionFault[]>
  /** What is in force, in the form of the file, without secrets. Absent values as null or left out, both are equal. */
  current(): Promise<Row[]>
  /** Writes added and changed rows, each whole: what is in force with the file's fields over it. Audit is the engine's. */
  apply(tx: Tx, rows: Row[], by: Actor): Promise<void>
  example?: Row
}

const kinds = new Map<string, DefinitionKind<any>>()

/** Called by each room's provider in `register`. */
export function registerDefinitions<Row extends object>(definition: DefinitionKind<Row>): void {
  if (kinds.has(definition.kind)) throw new Error(`definitions of ${definition.kind} are registered twice`)
  kinds.set(definition.kind, definition)
}

/** In the order in which they are applied. */
export const definitionKinds = (): DefinitionKind<any>[] =>
  [...kinds.values()].sort((one, other) => one.order - other.order)

export function definitionKind(kind: string): DefinitionKind<any> {
  const definition = kinds.get(kind)
  if (!definition) throw new Error(`no definitions of ${kind} are registered`)
  return definition
}

/** A fault for each row whose `field` names something that the other kind doesn't have. Null and absent pass. */
export function unknownReferences<Row extends object>(
  rows: Row[],
  field: keyof Row & string,
  kind: string,
  context: DefinitionContext
): DefinitionFault[] {
  const known = context.known(kind)
  return rows.flatMap((row, index) => {
    const value = row[field]
    if (value === null || value === undefined || known.has(String(value))) return []
    return [{ row: index, path: [field], message: `There is no entry "${String(value)}" in ${kind}.` }]
  })
}
