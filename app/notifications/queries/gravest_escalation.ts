import type { Tx } from '#app/kernel/transaction'

/** The gravest priority of which people of a place are being told now; null where nobody is. */
export async function gravestEscalation(tx: Tx, subjectType: string, areaCode: string | null): Promise<number | null> {
  const query = tx.db.from('escalations').where({ subject_type: subjectType, state: 'running' })
  const row = await (areaCode === null ? query.whereNull('area_code') : query.where('area_code', areaCode)).min('priority as gravest').first()
  return row?.gravest ?? null
}
