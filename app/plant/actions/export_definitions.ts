import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Document, visit } from 'yaml'
import { definitionKinds } from '#app/plant/definitions'

export interface ExportedFile {
  file: string
  rows: number
}

/** Writes what is in force as the files that `plant:apply` reads. Secrets stay behind. */
export async function exportDefinitions(folder: string): Promise<ExportedFile[]> {
  await mkdir(folder, { recursive: true })
  const files: ExportedFile[] = []
  for (const definition of definitionKinds()) {
    const rows = await definition.current()
    if (rows.length === 0) continue
    const secrets = Object.keys(definition.secrets ?? {})
    const file = `${definition.kind}.yaml`
    await writeFile(join(folder, file), definitionText(rows, secrets))
    files.push({ file, rows: rows.length })
  }
  return files
}

/** The text of one file: no empty fields, no secrets, nothing that would be taken for a variable. */
export function definitionText(rows: object[], secrets: string[] = []): string {
  const plain = JSON.parse(JSON.stringify(rows), (key, value) => {
    if (value === null || secrets.includes(key)) return undefined
    return typeof value === 'string' ? value.replaceAll('${', '$${') : value
  })
  const document = new Document(plain)
  visit(document, {
    // As a block, a text that begins with blanks and a line break loses the blanks when it is read back (yaml 2).
    Scalar(_, scalar) {
      if (typeof scalar.value === 'string' && /^\s/.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE'
    },
  })
  return document.toString({ lineWidth: 0 })
}
