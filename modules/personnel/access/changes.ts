import type { Tx } from '#app/kernel/transaction'
import { RecordsChanged } from '#modules/personnel/events'

/** `people`, `reference`, `places`, or one account's id. */
export type ChangeSubject = string

const KEEP_MS = 3_600_000

/** Tells every copy of the records in memory, of this process and of others, what it has to read again. */
export async function noteChange(tx: Tx, ...subjects: ChangeSubject[]): Promise<void> {
  await tx.db.table('personnel_changes').multiInsert(subjects.map((subject) => ({ subject, at: tx.now })))
  await tx.db.from('personnel_changes').where('at', '<', tx.now - KEEP_MS).delete()
  await tx.emit(RecordsChanged, { subjects, at: tx.now })
}
