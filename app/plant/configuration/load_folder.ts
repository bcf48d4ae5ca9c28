import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { definitionKinds } from '#app/plant/definitions'
import { readDefinitionFile, type DefinitionFile, type LocatedFault } from '#app/plant/configuration/definition_file'

const MAX_BYTES = 10_000_000

export interface Folder {
  files: DefinitionFile[]
  faults: LocatedFault[]
}

/** Reads every `<kind>.yaml` of a folder. */
export async function loadFolder(folder: string, env: NodeJS.ProcessEnv = process.env): Promise<Folder> {
  const names = await readdir(folder).catch(() => null)
  const fault = (file: string, message: string): LocatedFault => ({ file, line: 1, column: 1, message })
  if (!names) return { files: [], faults: [fault(folder, 'There is no such folder.')] }

  const kinds = definitionKinds().map(({ kind }) => kind)
  const found = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  if (found.length === 0) return { files: [], faults: [fault(folder, 'The folder has no .yaml file.')] }
  const loaded: Folder = { files: [], faults: [] }
  for (const name of found) {
    const path = join(folder, name)
    if ((await stat(path)).size > MAX_BYTES) {
      loaded.faults.push(fault(name, `The file is larger than ${MAX_BYTES / 1_000_000} MB.`))
      continue
    }
    const file = readDefinitionFile(name, await readFile(path, 'utf8'), env)
    if (!kinds.includes(file.kind))
      loaded.faults.push(fault(name, `"${file.kind}" is no kind of definition. Known kinds: ${kinds.join(', ')}.`))
    else loaded.files.push(file)
    loaded.faults.push(...file.faults)
  }
  return loaded
}
