import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { clock } from '#app/kernel/clock'
import { err, ok, type Result } from '#app/kernel/result'
import { MANIFEST } from '#app/backup/archive'
import { verifyBackup } from '#app/backup/queries/verify_backup'
import type { BackupSource } from '#app/backup/actions/create_backup'

/** Former data is put aside under this name, never deleted. */
const ASIDE = 'before-restore-'

/**
 * Puts a sound backup in place of what is in the data folder. The server must be stopped; what was there is moved into a
 * folder beside it, so that a wrong restore can be undone by hand.
 */
export async function restoreBackup(file: string, source: BackupSource): Promise<Result<{ at: number; aside: string | null }, string[]>> {
  let aside: string | null = null
  const verdict = await verifyBackup(file, source.key, async (folder) => {
    aside = await putAside(source.dataDir)
    await mkdir(source.dataDir, { recursive: true })
    for (const name of await readdir(folder))
      if (name !== MANIFEST) await cp(join(folder, name), join(source.dataDir, name), { recursive: true })
  })
  return verdict.faults.length > 0 ? err(verdict.faults) : ok({ at: verdict.at!, aside })
}

async function putAside(dataDir: string): Promise<string | null> {
  if (!existsSync(dataDir)) return null
  const names = (await readdir(dataDir)).filter((name) => !name.startsWith(ASIDE))
  if (names.length === 0) return null
  const aside = join(dataDir, `${ASIDE}${clock.now()}`)
  await mkdir(aside)
  for (const name of names) await rename(join(dataDir, name), join(aside, name))
  return aside
}
