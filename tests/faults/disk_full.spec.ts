import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { RunningPlant, until } from '#tests/support/running_plant'

const MB = 1024 * 1024

/** A disk of its own in memory; null where nobody may mount one. */
function smallDisk(megabytes: number): { folder: string; end(): void } | null {
  const folder = mkdtempSync(join(tmpdir(), 'redline-disk-'))
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  if (status !== 0) return null
  return {
    folder,
    end() {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const freeOf = (folder: string): number => {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

/** Takes everything but `left` bytes of the disk. */
function fill(folder: string, name: string, left: number): void {
  const handle = openSync(join(folder, name), 'w')
  const block = Buffer.alloc(64 * 1024)
  try {
    while (freeOf(folder) > left) writeSync(handle, block, 0, Math.min(block.length, Math.max(4_096, freeOf(folder) - left)))
  } catch {
    // The disk is full: that is what was wanted.
  }
  closeSync(handle)
}

test.group('F4 the disk is full', (group) => {
  group.each.timeout(240_000)

  test('F4 alarms and outputs go on, it is told within 5 s, and is over within 10 s by itself; the audit only grows', async ({ assert }) => {
    const disk = smallDisk(220)
    if (!disk) return console.log('not run: nobody may mount a small disk here')
    const former = process.env.TMPDIR
    process.env.TMPDIR = disk.folder
    const plant = await RunningPlant.prepare().finally(() => {
      if (former === undefined) delete process.env.TMPDIR
      else process.env.TMPDIR = former
    })
    const look = (file: string, sql: string) => {
      const database = new DatabaseSync(join(plant.dataDir, file), { readOnly: true })
      try {
        return database.prepare(sql).get() as Record<string, any> | undefined
      } finally {
        database.close()
      }
    }
    const full = () => look('plant.sqlite', "SELECT state, raised_at FROM alarms WHERE condition_code = 'system.storage_full:storage_full' ORDER BY raised_at DESC LIMIT 1")
    const audited = () => Number(look('plant.sqlite', 'SELECT count(*) AS n FROM audit_entries')!.n)
    const stored = () => Number(look('history.sqlite', 'SELECT count(*) AS n FROM readings')!.n)
    const gasAlarms = () => Number(look('plant.sqlite', "SELECT count(*) AS n FROM alarms WHERE condition_code LIKE 'GAS2.%' AND latching = 1")!.n)
    try {
      assert.isTrue(plant.dataDir.startsWith(disk.folder))
      plant.startField()
      await plant.startServer()
      const token = await new DemoStory(plant).token(BADGE.safety)
      await until('readings', async () => stored() > 50, 40_000)
      const siren = async () => (await plant.api('GET', '/api/v1/outputs', { token })).body.data.some((one: any) => one.kind === 'siren' && one.actual === true)

      const before = audited()
      fill(disk.folder, 'filler-1', 30 * MB)
      const filledAt = Date.now()
      await until('the alarm', async () => full()?.state.startsWith('active'), 20_000)
      assert.isBelow(full()!.raised_at - filledAt, 5_000)
      await plant.ace('field:scenario', 'gas_leak')
      await until('the siren', siren, 30_000)
      await until('the gas alarm', async () => gasAlarms() > 0, 10_000)
      const kept = stored()

      fill(disk.folder, 'filler-2', 0)
      await plant.ace('field:scenario', 'recover').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 5_000))
      assert.isTrue((await fetch(`${plant.url}/health/live`)).ok)
      const inBetween = audited()
      assert.isAtLeast(inBetween, before)

      for (const name of ['filler-1', 'filler-2']) rmSync(join(disk.folder, name), { force: true })
      const freedAt = Date.now()
      await until('storing again', async () => stored() > kept, 10_000)
      await until('the alarm to be over', async () => !full()?.state.startsWith('active'), 10_000)
      assert.isBelow(Date.now() - freedAt, 10_000)
      assert.isAtLeast(audited(), inBetween)
      for (const file of ['plant.sqlite', 'history.sqlite']) assert.equal(look(file, 'PRAGMA integrity_check')!.integrity_check, 'ok')
    } finally {
      await plant.stop()
      disk.end()
    }
  })
})
