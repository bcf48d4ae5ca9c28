import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { recordAudit, systemActor, verifyAudit, writeCheckpoint } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'

const KEY = 'a key'
const write = (id: string) =>
  transact((tx) =>
    recordAudit(tx, { by: systemActor('test'), action: 'test.written', subject: { type: 'test', id }, details: { id } })
  )

/** Does what a hand in the database file could do: the triggers are put aside for it, then all is put back. */
async function tamper(change: () => Promise<unknown>, look: () => Promise<void>) {
  const rows = await db.from('audit_entries').orderBy('seq')
  const triggers = await db.from('sqlite_master').where('type', 'trigger').where('name', 'like', 'audit_no_%').select('name', 'sql')
  for (const { name } of triggers) await db.rawQuery(`DROP TRIGGER ${name}`)
  try {
    await change()
    await look()
  } finally {
    await db.from('audit_entries').delete()
    for (const row of rows) await db.table('audit_entries').insert(row)
    for (const { sql } of triggers) await db.rawQuery(sql)
  }
}

async function checkpointFile(): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'redline-audit-')), 'head.json')
  const head = await db.from('audit_entries').orderBy('seq', 'desc').firstOrFail()
  await writeCheckpoint(file, KEY, { seq: head.seq, hash: head.hash, at: 1 })
  return file
}

test.group('Audit chain (L10, F25)', (group) => {
  group.setup(async () => {
    for (const id of ['a', 'b', 'c', 'd']) await write(id)
  })

  test('verifies when nothing was touched', async ({ assert }) => {
    const verdict = await verifyAudit(await checkpointFile(), KEY)
    assert.isTrue(verdict.ok)
    assert.isAtLeast(verdict.entries, 4)
  })

  test('the database itself refuses to change or remove an entry', async ({ assert }) => {
    await assert.rejects(() => db.from('audit_entries').where('seq', 2).update({ actor_name: 'x' }), /append-only/)
    await assert.rejects(() => db.from('audit_entries').where('seq', 2).delete(), /append-only/)
  })

  test('finds an altered entry', async ({ assert }) => {
    const file = await checkpointFile()
    await tamper(
      () => db.from('audit_entries').where('seq', 2).update({ details: '{"id":"z"}' }),
      async () => assert.deepEqual((await verifyAudit(file, KEY)).broken, { seq: 2, fault: 'altered' })
    )
  })

  test('finds a removed entry', async ({ assert }) => {
    const file = await checkpointFile()
    await tamper(
      () => db.from('audit_entries').where('seq', 2).delete(),
      async () => assert.deepEqual((await verifyAudit(file, KEY)).broken, { seq: 2, fault: 'missing' })
    )
  })

  test('finds two entries that changed places', async ({ assert }) => {
    const file = await checkpointFile()
    await tamper(
      async () => {
        await db.from('audit_entries').where('seq', 2).update({ seq: -1 })
        await db.from('audit_entries').where('seq', 3).update({ seq: 2 })
        await db.from('audit_entries').where('seq', -1).update({ seq: 3 })
      },
      async () => assert.equal((await verifyAudit(file, KEY)).broken?.seq, 2)
    )
  })

  test('finds a cut tail and an older copy by the checkpoint outside the database', async ({ assert }) => {
    const file = await checkpointFile()
    const head = await db.from('audit_entries').orderBy('seq', 'desc').firstOrFail()
    await tamper(
      () => db.from('audit_entries').where('seq', head.seq).delete(),
      async () => assert.deepEqual((await verifyAudit(file, KEY)).broken, { seq: head.seq, fault: 'missing' })
    )
  })

  test('finds an altered checkpoint', async ({ assert }) => {
    const file = await checkpointFile()
    const checkpoint = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ ...checkpoint, seq: checkpoint.seq - 1 }))
    assert.deepEqual((await verifyAudit(file, KEY)).broken, { seq: 0, fault: 'checkpoint' })
  })
})
