import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { create } from 'tar'
import { clock } from '#app/kernel/clock'
import { err, ok, type Result } from '#app/kernel/result'
import { writeCheckpoint } from '#app/audit/index'
import { DATABASES, FOLDERS, MANIFEST, manifestOf } from '#app/backup/archive'

export interface BackupSource {
  dataDir: string
  /** Signs the audit checkpoint that belongs to the copied chain. */
  key: string
}

/**
 * Copies everything that can't be made anew into one compressed file, while the server runs: SQLite copies each database
 * as of one instant, and the file appears under its name only once it is whole.
 */
export async function createBackup(file: string, source: BackupSource): Promise<Result<{ bytes: number; files: number }, string>> {
  if (existsSync(file)) return err(`${file} exists already; name a new file`)
  if (!existsSync(join(source.dataDir, 'plant.sqlite'))) return err(`there is no database in ${source.dataDir}`)

  await mkdir(dirname(file), { recursive: true })
  const folder = await mkdtemp(join(dirname(file), '.redline-backup-'))
  try {
    for (const name of DATABASES) copyDatabase(join(source.dataDir, name), join(folder, name))
    for (const name of FOLDERS) {
      const from = join(source.dataDir, name)
      if (existsSync(from)) await cp(from, join(folder, name), { recursive: true })
    }
    await copyCheckpoint(folder, source.key)
    const manifest = await manifestOf(folder, clock.now())
    await writeFile(join(folder, MANIFEST), JSON.stringify(manifest, null, 2))
    await create({ gzip: true, cwd: folder, file: `${file}.part`, portable: true }, ['.'])
    await rename(`${file}.part`, file)
    return ok({ bytes: (await stat(file)).size, files: Object.keys(manifest.files).length })
  } finally {
    await rm(folder, { recursive: true, force: true })
    await rm(`${file}.part`, { force: true })
  }
}

function copyDatabase(from: string, to: string): void {
  if (!existsSync(from)) return
  const database = new DatabaseSync(from)
  try {
    database.exec('PRAGMA busy_timeout = 30000')
    database.prepare('VACUUM INTO ?').run(to)
  } finally {
    database.close()
  }
}

/** The running server's checkpoint may be ahead of the copy: the copy gets the one that belongs to it. */
async function copyCheckpoint(folder: string, key: string): Promise<void> {
  const database = new DatabaseSync(join(folder, 'plant.sqlite'), { readOnly: true })
  try {
    const head = database.prepare('SELECT seq, hash FROM audit_entries ORDER BY seq DESC LIMIT 1').get()
    if (!head) return
    const checkpoint = { seq: Number(head.seq), hash: String(head.hash), at: clock.now() }
    await writeCheckpoint(join(folder, 'audit', 'head.json'), key, checkpoint)
  } finally {
    database.close()
  }
}
