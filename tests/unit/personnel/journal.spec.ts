import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { DecisionJournal } from '#modules/personnel/access/journal'

test.group('Decision journal', (group) => {
  let folder = ''
  group.each.setup(() => {
    folder = mkdtempSync(join(tmpdir(), 'redline-journal-'))
    return () => rmSync(folder, { recursive: true, force: true })
  })
  const file = () => join(folder, 'deep', 'decisions.jsonl')

  test('what was answered is there after the process is gone', ({ assert }) => {
    const journal = new DecisionJournal<{ id: number }>(file)
    assert.deepEqual(journal.recover(), [])
    for (const id of [1, 2, 3]) journal.append({ id })
    assert.deepEqual(new DecisionJournal(file).recover(), [{ id: 1 }, { id: 2 }, { id: 3 }])
    journal.close()
  })

  test('a line that was cut off was never answered, and spoils no other', ({ assert }) => {
    const journal = new DecisionJournal<{ id: number }>(file)
    journal.append({ id: 1 })
    appendFileSync(file(), '{"id": 2')
    assert.deepEqual(journal.recover(), [{ id: 1 }])
    journal.close()
  })

  test('is empty once all is stored, and keeps what is not', ({ assert }) => {
    const journal = new DecisionJournal<{ id: number; text?: string }>(file)
    journal.append({ id: 1 })
    journal.settle([])
    assert.equal(readFileSync(file(), 'utf8'), '')
    for (let id = 0; id < 20; id += 1) journal.append({ id, text: 'x'.repeat(1_000_000) })
    journal.settle([{ id: 19 }])
    journal.append({ id: 20 })
    assert.deepEqual(journal.recover(), [{ id: 19 }, { id: 20 }])
    journal.close()
  })
})
