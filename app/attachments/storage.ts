import { createHash } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { dataPath } from '#config/data'
import { newId } from '#app/kernel/ids'

export const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')

const placeOf = (path: string): string => dataPath('attachments', path)

/**
 * Puts the content on the disk for good and returns its path, which is its hash. Written aside, forced out, then linked
 * into place: a crash leaves no half of it, and what is there already is never touched.
 */
export async function keep(content: Buffer, extension: string): Promise<string> {
  const hash = sha256(content)
  const path = `${hash.slice(0, 2)}/${hash.slice(2, 4)}/${hash}.${extension}`
  const place = placeOf(path)
  await mkdir(dirname(place), { recursive: true })
  const draft = `${place}.${newId()}.new`
  const handle = await open(draft, 'wx')
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    await link(draft, place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    if (sha256(await readFile(place)) !== hash) throw new Error(`the stored attachment ${path} is damaged`)
  } finally {
    await unlink(draft)
  }
  return path
}

/** The content, or null where it is gone or no longer what was stored. */
export async function fetchKept(path: string, hash: string): Promise<Buffer | null> {
  const content = await readFile(placeOf(path)).catch(() => null)
  return content && sha256(content) === hash ? content : null
}
