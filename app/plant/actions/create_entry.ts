import type { Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { keyField } from '#app/plant/configuration/changes'
import { planRows } from '#app/plant/configuration/plan_rows'
import { writeChanges } from '#app/plant/configuration/write_changes'
import { definitionKind } from '#app/plant/definitions'

export type CreateRefusal = { taken: Reason[] } | { faults: Reason[] }

/** Adds one entry to a kind of configuration, by the same checks as `plant:apply`; its key. */
export async function createEntry(
  kind: string,
  row: Record<string, unknown>,
  by: Actor
): Promise<Result<string, CreateRefusal>> {
  const key = String(row[keyField(definitionKind(kind))])
  const { faults, changed } = await planRows(kind, [row])
  if (faults.length > 0)
    return err({
      faults: faults.map(({ path, message }) =>
        reason('plant.definition_fault', { field: path?.join('.') ?? '', message })
      ),
    })
  if (changed.changes[0]?.type !== 'added') return err({ taken: [reason('plant.code_taken', { code: key })] })
  await transact((tx) => writeChanges(tx, [changed], by))
  return ok(key)
}
