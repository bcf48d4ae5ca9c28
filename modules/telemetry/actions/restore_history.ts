import { copyFile, rename, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { verifyBackup } from '#app/backup/index'
import { clock } from '#app/kernel/clock'
import { err, ok, type Result } from '#app/kernel/result'
import { markDealtWith } from '#modules/telemetry/damaged_history'
import { carryOver } from '#modules/telemetry/historian/carry_over'

/**
 * Takes the readings of a sound backup back, and what was stored since into it. The server must be stopped. What was there
 * is kept beside it.
 */
export async function restoreHistory(backup: string, source: { dataDir: string; key: string }): Promise<Result<{ at: number; carriedOver: number }, string[]>> {
  const file = join(source.dataDir, 'history.sqlite')
  const fresh = `${file}.restoring`
  let carriedOver = 0
  const none: string[] = []
  const verdict = await verifyBackup(backup, source.key, async (folder) => {
    const kept = join(folder, 'history.sqlite')
    if (!existsSync(kept)) return void none.push(`${backup} holds no history`)
    await copyFile(kept, fresh)
  })
  const faults = [...verdict.faults, ...none]
  if (faults.length > 0) return err(faults)
  if (existsSync(file)) {
    carriedOver = carryOver(fresh, file)
    for (const ending of ['', '-wal', '-shm']) if (existsSync(file + ending)) await rename(file + ending, `${file}.replaced-${clock.now()}${ending}`)
  }
  for (const ending of ['-wal', '-shm']) await rm(fresh + ending, { force: true })
  await rename(fresh, file)
  markDealtWith(source.dataDir)
  return ok({ at: verdict.at!, carriedOver })
}
