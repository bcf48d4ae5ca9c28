import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { newId } from '#app/kernel/ids'
import { DecisionJournal } from '#modules/personnel/access/journal'
import type { DecisionRecord } from '#modules/personnel/access/record'
import { DecisionRecorder } from '#modules/personnel/access/recorder'
import { anArea, aWorker, rows } from '#tests/functional/personnel/site'

const decision = (gateCode: string, areaCode: string, accountId: string, direction: 'in' | 'out'): DecisionRecord => ({
  id: newId(),
  at: Date.now(),
  gateCode,
  areaCode,
  direction,
  badge: null,
  accountId,
  decision: 'grant',
  reasons: [],
  facts: {},
  validUntil: null,
  by: { id: null, name: 'device:test', device: 'test' },
  source: 'live',
})

test.group('Decision recorder', (group) => {
  let folder = ''
  group.each.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'redline-recorder-'))
    return () => rmSync(folder, { recursive: true, force: true })
  })
  const aRecorder = () => new DecisionRecorder(new DecisionJournal(() => join(folder, 'decisions.jsonl')))

  test('what a killed process had answered is stored by the next one, once', async ({ assert }) => {
    const { gate, area } = await anArea()
    const worker = await aWorker()
    const entry = decision(gate, area, worker.id, 'in')
    const journal = new DecisionJournal<DecisionRecord>(() => join(folder, 'decisions.jsonl'))
    journal.append(entry)
    for (let life = 0; life < 2; life += 1) {
      const recorder = aRecorder()
      await recorder.recover()
      await recorder.stop()
      journal.append(entry)
    }
    journal.close()
    assert.lengthOf(await rows('access_decisions', { id: entry.id }), 1)
    assert.lengthOf(await rows('presence', { account_id: worker.id }), 1)
  })

  test('in and out within one batch leaves nobody inside, in and out and in again one', async ({ assert }) => {
    const { gate, area } = await anArea()
    const [one, two] = [await aWorker(), await aWorker()]
    const recorder = aRecorder()
    for (const direction of ['in', 'out'] as const) recorder.record(decision(gate, area, one.id, direction))
    for (const direction of ['in', 'out', 'in', 'in'] as const) recorder.record(decision(gate, area, two.id, direction))
    await recorder.stop()
    const open = (await rows('presence', { area_code: area })).filter((row) => row.left_at === null)
    assert.deepEqual(open.map((row) => row.account_id), [two.id])
  })

  test('is durable with its audit entry within 100 ms of the answer', async ({ assert }) => {
    const { gate, area } = await anArea()
    const worker = await aWorker()
    const recorder = aRecorder()
    const entry = decision(gate, area, worker.id, 'in')
    recorder.record(entry)
    const from = performance.now()
    while (!(await db.from('access_decisions').where('id', entry.id).first())) await new Promise((resolve) => setTimeout(resolve, 2))
    assert.isBelow(performance.now() - from, 100)
    assert.lengthOf(await rows('audit_entries', { subject_id: worker.id, action: 'personnel.access_granted' }), 1)
    await recorder.stop()
  })
})
