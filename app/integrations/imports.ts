import type { Actor } from '#app/audit/index'
import type { Result } from '#app/kernel/result'
import type { Tx } from '#app/kernel/transaction'

export interface ImportColumn {
  /** Heading in the file, and the row's field; upper and lower case are the same. */
  name: string
  /** Other headings that people use for it. */
  aliases?: string[]
  required: boolean
  /** The cell's value, or a plain sentence on what is wrong with it. Called with trimmed text that is not empty. */
  parse(text: string): Result<unknown, string>
}

export interface ImportFault {
  /** Index of the row in the list that was given. */
  row: number
  /** Left out: the row as a whole. */
  column?: string
  message: string
}

/** What an import would do: the merge preview. */
export interface ImportPlan<Row> {
  add: Row[]
  change: Row[]
  /** Keys that would go; most imports take nothing away. */
  remove: string[]
  unchanged: number
  faults: ImportFault[]
}

/**
 * A kind of table that can be imported. A row holds only the columns that had a value: an empty cell leaves things as
 * they are.
 */
export interface ImportKind<Row extends object, Planned extends object = Row> {
  kind: string
  columns: ImportColumn[]
  plan(rows: Row[]): Promise<ImportPlan<Planned>>
  /** Writes what was planned, with its audit. */
  apply(tx: Tx, plan: ImportPlan<Planned>, by: Actor): Promise<void>
}

const kinds = new Map<string, ImportKind<any, any>>()

/** Called by each room's provider in `register`. */
export function registerImport<Row extends object, Planned extends object>(kind: ImportKind<Row, Planned>): void {
  if (kinds.has(kind.kind)) throw new Error(`the import of ${kind.kind} is registered twice`)
  kinds.set(kind.kind, kind)
}

export const importKind = (kind: string): ImportKind<any, any> | null => kinds.get(kind) ?? null
