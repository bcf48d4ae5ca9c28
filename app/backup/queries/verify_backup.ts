import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { extract } from 'tar'
import { entryHash, GENESIS, readCheckpoint, type AuditEntry } from '#app/audit/index'
import { DATABASES, filesBelow, MANIFEST, sha256Of, type Manifest } from '#app/backup/archive'

export interface BackupVerdict {
  at: number | null
  /** Plain sentences; none: the backup is sound. */
  faults: string[]
}

/** Unpacks a backup beside itself and checks every file, both databases and the audit chain, then calls `use` with it. */
export async function verifyBackup(
  file: string,
  key: string,
  use: (folder: string) => Promise<void> = async () => {}
): Promise<BackupVerdict> {
  if (!existsSync(file)) return { at: null, faults: [`${file} does not exist`] }
  const folder = await mkdtemp(join(dirname(file), '.redline-verify-'))
  try {
    try {
      await extract({ file, cwd: folder, strict: true })
    } catch (error) {
      return { at: null, faults: [`${file} can't be unpacked: ${(error as Error).message}`] }
    }
    const manifest = await readFile(join(folder, MANIFEST), 'utf8').then((text) => JSON.parse(text) as Manifest, () => null)
    if (manifest?.product !== 'redline') return { at: null, faults: [`${file} is no backup of Redline`] }

    const faults = [...(await fileFaults(folder, manifest)), ...DATABASES.flatMap((name) => databaseFaults(join(folder, name)))]
    if (faults.length === 0) faults.push(...(await chainFaults(folder, key)))
    if (faults.length === 0) await use(folder)
    return { at: manifest.at, faults }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function fileFaults(folder: string, manifest: Manifest): Promise<string[]> {
  const present = new Set(await filesBelow(folder))
  const faults: string[] = []
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    if (!present.has(name)) faults.push(`${name} is missing`)
    else if ((await sha256Of(join(folder, name))) !== sha256) faults.push(`${name} was altered`)
  }
  return faults
}

function databaseFaults(file: string): string[] {
  if (!existsSync(file)) return []
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const verdict = database.prepare('PRAGMA integrity_check').get()
    return verdict?.integrity_check === 'ok' ? [] : [`${file}: ${String(verdict?.integrity_check)}`]
  } catch (error) {
    return [`${file}: ${(error as Error).message}`]
  } finally {
    database.close()
  }
}

async function chainFaults(folder: string, key: string): Promise<string[]> {
  const checkpoint = await readCheckpoint(join(folder, 'audit', 'head.json'), key).catch(() => 'altered' as const)
  if (checkpoint === 'altered') return ['the audit checkpoint was altered, or belongs to an installation with another key']
  const database = new DatabaseSync(join(folder, 'plant.sqlite'), { readOnly: true })
  try {
    let previous = GENESIS
    let seq = 0
    for (const row of database.prepare('SELECT * FROM audit_entries ORDER BY seq').iterate()) {
      const entry = row as unknown as AuditEntry
      seq += 1
      if (entry.seq !== seq || entry.prev_hash !== previous || entryHash(entry) !== entry.hash)
        return [`audit entry ${seq} is broken`]
      previous = entry.hash
    }
    return checkpoint && (checkpoint.seq !== seq || checkpoint.hash !== previous) ? ['the audit chain was cut'] : []
  } finally {
    database.close()
  }
}
