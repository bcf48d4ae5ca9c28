import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { findArea } from '#app/plant/index'
import type { Grade } from '#modules/risks/events'
import { followCauses } from '#modules/risks/level/causes'
import { longestChange } from '#modules/risks/level/settings'

const DAY_MS = 86_400_000

export interface ChangeInput {
  area: string
  grade: Grade
  reason: string
  until: number
  by: Actor
}

/** A person says that process or production are not what was assessed: until when, and how grave. */
export async function declareChange(input: ChangeInput): Promise<Result<{ id: string }, Reason[]>> {
  const area = await findArea(input.area)
  const result = await transact(async (tx): Promise<Result<{ id: string }, Reason[]>> => {
    const days = await settingValue(longestChange, tx.db)
    const reasons: Reason[] = [
      ...(input.by.id === null ? [reason('identity.not_signed_in')] : []),
      ...(area ? [] : [reason('risks.no_such_area', { code: input.area })]),
      ...(input.until <= tx.now ? [reason('risks.change_ends_before')] : []),
      ...(input.until > tx.now + days * DAY_MS ? [reason('risks.change_too_long', { days })] : []),
    ]
    if (reasons.length > 0) return err(reasons)
    const id = newId()
    const row = { id, area_code: input.area, grade: input.grade, reason: input.reason, by: input.by.id, by_name: input.by.name, since: tx.now, until: input.until }
    await tx.db.table('process_changes').insert(row)
    await recordAudit(tx, { by: input.by, action: 'risks.change_declared', subject: { type: 'area', id: input.area }, details: { change: id, grade: input.grade, reason: input.reason, until: input.until } })
    return ok({ id })
  })
  if (result.ok) await followCauses(['change'])
  return result
}

export async function endChange(id: string, by: Actor): Promise<Result<{ id: string }, Reason[]>> {
  const result = await transact(async (tx): Promise<Result<{ id: string }, Reason[]>> => {
    const row = await tx.db.from('process_changes').where('id', id).whereNull('ended_at').first()
    if (!row) return err([reason('risks.no_such_change')])
    await tx.db.from('process_changes').where('id', id).update({ ended_at: tx.now, ended_by_name: by.name })
    await recordAudit(tx, { by, action: 'risks.change_ended', subject: { type: 'area', id: row.area_code }, details: { change: id } })
    return ok({ id })
  })
  if (result.ok) await followCauses(['change'])
  return result
}
