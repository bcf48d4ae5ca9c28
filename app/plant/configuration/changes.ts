import type { DefinitionKind } from '#app/plant/definitions'

type Row = Record<string, unknown>

export interface Change {
  key: string
  type: 'added' | 'changed'
  /** Named in the file and different from what is in force. Secrets by name only. */
  fields: { field: string; from: unknown; to: unknown }[]
  /** What is to be written: the row in force with the file's fields over it. */
  row: Row
}

export interface KindChanges {
  kind: string
  changes: Change[]
  unchanged: number
}

export const keyField = (definition: DefinitionKind<any>): string => definition.key ?? 'code'

/** What the file's rows would change. Fields and rows that the file doesn't name stay as they are. */
export async function changesOf(definition: DefinitionKind<any>, rows: Row[], current: Row[]): Promise<KindChanges> {
  const key = keyField(definition)
  const inForce = new Map(current.map((row) => [String(row[key]), row]))
  const changes: Change[] = []
  for (const row of rows) {
    const former = inForce.get(String(row[key]))
    const fields = await differences(definition, row, former)
    if (!former || fields.length > 0)
      changes.push({ key: String(row[key]), type: former ? 'changed' : 'added', fields, row: { ...former, ...row } })
  }
  return { kind: definition.kind, changes, unchanged: rows.length - changes.length }
}

async function differences(definition: DefinitionKind<any>, row: Row, former?: Row): Promise<Change['fields']> {
  const fields: Change['fields'] = []
  for (const [field, to] of Object.entries(row)) {
    const stored = definition.secrets?.[field]
    if (stored) {
      if (to !== null && to !== undefined && !(former && (await stored(row))))
        fields.push({ field, from: '…', to: '…' })
    } else if (!same(former?.[field], to)) fields.push({ field, from: former?.[field] ?? null, to })
  }
  return fields
}

/** Equal in content; null and absent are the same, at every depth. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other || (one ?? null) === (other ?? null)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  if (Array.isArray(one) && one.length !== (other as unknown[]).length) return false
  const keys = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...keys].every((key) => same((one as Row)[key], (other as Row)[key]))
}
