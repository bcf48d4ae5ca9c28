import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from '@japa/runner'
import { recordAudit, systemActor } from '#app/audit/index'
import { createBackup, restoreBackup, verifyBackup } from '#app/backup/index'
import { transact } from '#app/kernel/transaction'
import { dataPath } from '#config/data'

const KEY = 'backup key'
const folder = () => mkdtemp(join(tmpdir(), 'redline-backup-'))
const entriesIn = (file: string): number => {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    return Number(database.prepare('SELECT count(*) AS n FROM audit_entries').get()!.n)
  } finally {
    database.close()
  }
}

test.group('Backup (J04, F6)', (group) => {
  group.setup(async () => {
    await transact((tx) => recordAudit(tx, { by: systemActor('test'), action: 'test.saved', subject: { type: 'test', id: '1' } }))
  })

  test('is sound, and restores into an empty folder while the server writes on', async ({ assert }) => {
    const file = join(await folder(), 'plant.tar.gz')
    const made = await createBackup(file, { dataDir: dataPath(), key: KEY })
    assert.isTrue(made.ok)
    assert.deepEqual((await verifyBackup(file, KEY)).faults, [])

    const target = join(await folder(), 'data')
    const restored = await restoreBackup(file, { dataDir: target, key: KEY })
    assert.isTrue(restored.ok)
    assert.equal(entriesIn(join(target, 'plant.sqlite')), entriesIn(dataPath('plant.sqlite')))
  })

  test('restores over an installation and puts aside what was there', async ({ assert }) => {
    const file = join(await folder(), 'plant.tar.gz')
    await createBackup(file, { dataDir: dataPath(), key: KEY })
    const target = await folder()
    await writeFile(join(target, 'plant.sqlite'), 'what was there')
    const restored = await restoreBackup(file, { dataDir: target, key: KEY })
    if (!restored.ok) throw new Error(restored.error.join())
    assert.equal(await readFile(join(restored.value.aside!, 'plant.sqlite'), 'utf8'), 'what was there')
  })

  test('a damaged backup is refused and touches nothing', async ({ assert }) => {
    const file = join(await folder(), 'plant.tar.gz')
    await createBackup(file, { dataDir: dataPath(), key: KEY })
    const bytes = await readFile(file)
    await writeFile(file, bytes.subarray(0, bytes.length - 200))
    const target = await folder()
    await writeFile(join(target, 'precious'), 'kept')
    assert.isFalse((await restoreBackup(file, { dataDir: target, key: KEY })).ok)
    assert.equal(await readFile(join(target, 'precious'), 'utf8'), 'kept')
    await rm(target, { recursive: true })
  })

  test('does not overwrite, and says so', async ({ assert }) => {
    const file = join(await folder(), 'plant.tar.gz')
    await writeFile(file, 'another file')
    assert.deepEqual(await createBackup(file, { dataDir: dataPath(), key: KEY }), {
      ok: false,
      error: `${file} exists already; name a new file`,
    })
  })
})
