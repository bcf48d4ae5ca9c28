import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** What a backup holds: each file with its size and hash, and from when it is. */
export interface Manifest {
  product: 'redline'
  at: number
  files: Record<string, { bytes: number; sha256: string }>
}

export const MANIFEST = 'manifest.json'

/** The databases, copied as a whole by SQLite itself. */
export const DATABASES = ['plant.sqlite', 'history.sqlite'] as const

/** Folders that are copied file by file: what is in them is written once and never changed. */
export const FOLDERS = ['attachments', 'keys'] as const

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(file), hash)
  return hash.digest('hex')
}

/** Every file below `folder`, as paths relative to it; nothing where the folder does not exist. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isFile()).map((entry) => relative(folder, join(entry.parentPath, entry.name)))
}

export async function manifestOf(folder: string, at: number): Promise<Manifest> {
  const files: Manifest['files'] = {}
  for (const name of (await filesBelow(folder)).filter((file) => file !== MANIFEST).sort()) {
    const path = join(folder, name)
    files[name] = { bytes: (await stat(path)).size, sha256: await sha256Of(path) }
  }
  return { product: 'redline', at, files }
}
