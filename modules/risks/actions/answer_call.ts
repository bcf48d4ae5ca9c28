import { recordAudit, type Actor } from '#app/audit/index'
import { findAccount } from '#app/identity/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact, type Tx } from '#app/kernel/transaction'
import { answerRunningMuster } from '#modules/personnel/index'
import { newLinkToken } from '#modules/risks/actions/call_team'
import { writeEntry } from '#modules/risks/actions/write_entry'
import type { IncidentRow, ResponseRow } from '#modules/risks/rows'

export interface AnswerInput {
  incidentId: string
  accountId: string
  reply: 'arrived' | 'cannot_come'
  /** `muster`: said at the count of the area, which knows it already. */
  how: 'self' | 'link' | 'by_hand' | 'muster'
  by: Actor
}

/** A member of the team has come, or says that they can't (F09). A later answer takes the place of an earlier one. */
export function answerCall(input: AnswerInput): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const incident: IncidentRow | null = await tx.db.from('incidents').where('id', input.incidentId).first()
    if (!incident) return err([reason('risks.no_such_incident')])
    if (incident.state !== 'active') return err([reason('risks.incident_over')])
    const former: ResponseRow | null = await tx.db.from('incident_responses').where({ incident_id: incident.id, account_id: input.accountId }).first()
    if (former?.reply === input.reply) return ok(true)

    await store(tx, input, former)
    const person = await findAccount({ id: input.accountId })
    const params = { person: person?.name ?? '?', person_en: person?.nameEn ?? person?.name ?? '?' }
    await writeEntry(tx, incident.id, input.by.name, `team_${input.reply}`, params)
    await recordAudit(tx, {
      by: input.by,
      action: 'risks.call_answered',
      subject: { type: 'incident', id: incident.id },
      details: { account_id: input.accountId, reply: input.reply, how: input.how },
    })
    if (input.how !== 'muster') await answerRunningMuster({ areaCode: incident.area_code, accountId: input.accountId, reply: input.reply, how: input.how === 'by_hand' ? 'by_hand' : 'self', by: input.by })
    return ok(true)
  })
}

async function store(tx: Tx, { incidentId, accountId, reply, how, by }: AnswerInput, former: ResponseRow | null): Promise<void> {
  const fields = { reply, how, replied_by: by.name, replied_at: tx.now }
  if (former) await tx.db.from('incident_responses').where('id', former.id).update(fields)
  else await tx.db.table('incident_responses').insert({ id: newId(), incident_id: incidentId, account_id: accountId, called: false, link_token: newLinkToken(), ...fields })
}
