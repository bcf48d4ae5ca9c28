import type { ImportColumn, ImportKind } from '#app/integrations/imports'
import { planRows, writeChanges, type KindChanges } from '#app/plant/index'

type Row = Record<string, unknown>
type Change = KindChanges['changes'][number]

/**
 * The import of a kind of configuration from a table: checks, comparison and audit are those of `plant:apply`. A column
 * named `limits.h` goes into the field `h` of `limits`.
 */
export function definitionImport(kind: string, columns: ImportColumn[]): ImportKind<Row, Change> {
  return {
    kind,
    columns,
    async plan(rows) {
      const { faults, changed } = await planRows(kind, rows.map(nested))
      const ofType = (type: Change['type']): Change[] => changed.changes.filter((change) => change.type === type)
      return {
        add: ofType('added'),
        change: ofType('changed'),
        remove: [],
        unchanged: changed.unchanged,
        faults: faults.map(({ row, path, message }) => ({ row, column: columnOf(path, columns), message })),
      }
    },
    async apply(tx, plan, by) {
      const changes = [...plan.add, ...plan.change]
      await writeChanges(tx, [{ kind, changes, unchanged: plan.unchanged }], by)
    },
  }
}

function nested(row: Row): Row {
  const whole: Row = {}
  for (const [name, value] of Object.entries(row)) {
    const [field = name, part] = name.split('.')
    whole[field] = part === undefined ? value : { ...(whole[field] as Row | undefined), [part]: value }
  }
  return whole
}

/** The column that a fault's path means, or the nearest around it. */
function columnOf(path: (string | number)[] | undefined, columns: ImportColumn[]): string | undefined {
  const names = columns.map(({ name }) => name)
  for (let depth = path?.length ?? 0; depth > 0; depth--) {
    const name = path!.slice(0, depth).join('.')
    if (names.includes(name)) return name
  }
  return undefined
}
