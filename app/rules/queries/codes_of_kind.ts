import { definitionKinds } from '#app/plant/definitions'
import { kindsNamed } from '#app/rules/registry'

export interface CodeName {
  code: string
  name: string
  name_en: string
}

/** What an editor picks from where a field or a parameter holds codes of a kind; null: rules name no such kind. */
export async function codesOfKind(kind: string): Promise<CodeName[] | null> {
  if (!kindsNamed().has(kind)) return null
  const found = definitionKinds().find((one) => one.kind === kind)
  if (!found) return null
  const key = found.key ?? 'code'
  return ((await found.current()) as Record<string, unknown>[]).map((row) => {
    const code = String(row[key])
    const name = typeof row.name === 'string' ? row.name : code
    return { code, name, name_en: typeof row.name_en === 'string' ? row.name_en : name }
  })
}
