import type { Tx } from '#app/kernel/transaction'
import { easeLevel, raiseLevel } from '#modules/risks/actions/change_level'
import type { Grade } from '#modules/risks/events'

export interface LevelCause {
  id: string
  areaCode: string
  grade: Grade
}

/** What comes again after it was over (work that goes on) is a cause of its own: `<id>@<instant>`. */
const subjectOf = (causeId: string): string => causeId.replace(/@\d+$/, '')
const keyOf = ({ id, areaCode, grade }: LevelCause): string => `${id} ${areaCode} ${grade}`

/** Makes the causes of one type those that stand now. Told by what is, not by what was said: in whatever order duties come. */
export async function syncLevel(tx: Tx, type: string, standing: readonly LevelCause[]): Promise<void> {
  const rows: { area_code: string; cause_id: string; grade: Grade }[] = await tx.db.from('area_level_causes').where('cause_type', type).whereNull('until').select('area_code', 'cause_id', 'grade')
  const wanted = new Set(standing.map(keyOf))
  const known = new Set<string>()
  for (const { area_code: areaCode, cause_id: causeId, grade } of rows) {
    const key = keyOf({ id: subjectOf(causeId), areaCode, grade })
    if (wanted.has(key)) known.add(key)
    else await easeLevel(tx, { areaCode, type }, [causeId])
  }
  for (const cause of standing)
    if (!known.has(keyOf(cause))) await raiseLevel(tx, { areaCode: cause.areaCode, type }, [{ id: `${cause.id}@${tx.now}`, grade: cause.grade }])
}
