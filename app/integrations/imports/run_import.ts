import type { Actor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import type { ImportKind, ImportPlan } from '#app/integrations/imports'
import { parseTable, type PlacedFault } from '#app/integrations/imports/parse_table'
import { readTable } from '#app/integrations/imports/read_table'

export interface ImportInput {
  kind: ImportKind<any, any>
  path: string
  dryRun?: boolean
  /** Rows without fault are imported although others have some. */
  partial?: boolean
  by: Actor
}

export interface ImportOutcome {
  /** Whether anything was written, or had nothing to be written. */
  imported: boolean
  counts: { add: number; change: number; remove: number; unchanged: number; faulty: number }
  faults: PlacedFault[]
}

const nothing = { add: 0, change: 0, remove: 0, unchanged: 0, faulty: 0 }

/** Reads, checks and merges a table: all of it or nothing, unless `partial`. */
export async function runImport(input: ImportInput): Promise<ImportOutcome> {
  const table = await readTable(input.path)
  if (!table.ok) return { imported: false, counts: nothing, faults: [whole(table.error)] }

  const parsed = parseTable(table.value, input.kind.columns)
  const plan: ImportPlan<object> = await input.kind.plan(parsed.rows.map(({ values }) => values))
  const faults = [
    ...parsed.faults,
    ...plan.faults.map(({ row, column, message }) => {
      const place = column === undefined ? undefined : parsed.places.get(column)
      const line = parsed.rows[row]?.line ?? 1
      return { line, column: place === undefined ? null : place + 1, heading: column ?? null, message }
    }),
  ].sort((one, other) => one.line - other.line || (one.column ?? 0) - (other.column ?? 0))

  const headingIsWrong = parsed.rows.length === 0 && parsed.faults.length > 0
  const write = !input.dryRun && (faults.length === 0 || (Boolean(input.partial) && !headingIsWrong))
  if (write && plan.add.length + plan.change.length + plan.remove.length > 0)
    await transact((tx) => input.kind.apply(tx, plan, input.by))
  return { imported: write, counts: countsOf(plan, faults), faults }
}

function countsOf(plan: ImportPlan<object>, faults: PlacedFault[]): ImportOutcome['counts'] {
  const { add, change, remove, unchanged } = plan
  const faulty = new Set(faults.map(({ line }) => line)).size
  return { add: add.length, change: change.length, remove: remove.length, unchanged, faulty }
}

const whole = (message: string): PlacedFault => ({ line: 1, column: null, heading: null, message })
