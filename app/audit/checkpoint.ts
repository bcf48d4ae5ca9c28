import { createHmac, timingSafeEqual } from 'node:crypto'
import { mkdir, open, readFile, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Where the chain ended at an instant, kept outside the database: a cut tail or an older copy can't match it. */
export interface Checkpoint {
  seq: number
  hash: string
  at: number
  mac: string
}

const macOf = (key: string, { seq, hash, at }: Omit<Checkpoint, 'mac'>): string =>
  createHmac('sha256', key).update(`${seq}:${hash}:${at}`).digest('hex')

/** Replaces the checkpoint file in one step, so that a crash leaves the former or the new one. */
export async function writeCheckpoint(file: string, key: string, head: Omit<Checkpoint, 'mac'>): Promise<void> {
  await mkdir(dirname(file), { recursive: true })
  const draft = `${file}.new`
  const handle = await open(draft, 'w')
  await handle.writeFile(JSON.stringify({ ...head, mac: macOf(key, head) }))
  await handle.sync()
  await handle.close()
  await rename(draft, file)
}

/** The checkpoint, null where none was written yet; throws where it was tampered with. */
export async function readCheckpoint(file: string, key: string): Promise<Checkpoint | null> {
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text === null) return null
  const checkpoint = JSON.parse(text) as Checkpoint
  const expected = Buffer.from(macOf(key, checkpoint))
  const found = Buffer.from(String(checkpoint.mac))
  if (expected.length !== found.length || !timingSafeEqual(expected, found)) throw new Error('checkpoint was altered')
  return checkpoint
}
