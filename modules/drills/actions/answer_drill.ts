import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { writeLog } from '#modules/drills/actions/write_log'
import { runningDrill } from '#modules/drills/queries/find_drill'
import type { DrillRow, Scenario } from '#modules/drills/rows'

export interface AnswerInput {
  drillId: string
  kind: 'acknowledge' | 'stop' | 'arrive'
  /** A permit's code for `stop`, a person's for `arrive`; without: all alarms, or whoever answers. */
  subject: string | null
  /** Of the caller. */
  personCode: string | null
  leads: boolean
  by: Actor
}

/** What people do in earnest is an answer here: seen, stopped, at the assembly point. */
export function answerDrill(input: AnswerInput): Promise<Result<DrillRow, Reason[]>> {
  return transact(async (tx) => {
    const drill = await runningDrill(tx.db)
    if (drill?.id !== input.drillId) return err([reason('drills.not_running')])
    if (input.by.id === null) return err([reason('identity.not_signed_in')])
    if ((JSON.parse(drill.scenario) as Scenario).absent.includes(input.personCode ?? '')) return err([reason('drills.taken_as_absent')])
    const done = input.kind === 'acknowledge' ? await acknowledge(tx, drill, input) : await fulfil(tx, drill, input)
    if (!done.ok) return done
    await recordAudit(tx, { by: input.by, action: `drills.${input.kind}`, subject: { type: 'drill', id: drill.id }, details: { subject: input.subject } })
    return ok(drill)
  })
}

async function acknowledge(tx: Tx, drill: DrillRow, { by }: AnswerInput): Promise<Result<null, Reason[]>> {
  const count = await tx.db.from('drill_alarms').where('drill_id', drill.id).whereNull('acknowledged_at').update({ acknowledged_at: tx.now, acknowledged_by_name: by.name })
  if (Number(count) === 0) return err([reason('drills.nothing_waits')])
  await writeLog(tx, drill.id, 'acknowledged', { name: by.name, count: Number(count) })
  return ok(null)
}

/** One's own, or by whoever leads the drill for another. */
async function fulfil(tx: Tx, drill: DrillRow, { kind, subject, personCode, leads, by }: AnswerInput): Promise<Result<null, Reason[]>> {
  const wanted = subject ?? personCode ?? ''
  const duty = await tx.db.from('drill_duties').where({ drill_id: drill.id, kind, subject: wanted }).whereNull('done_at').first()
  if (!duty) return err([reason('drills.nothing_waits')])
  if (duty.account_id !== by.id && !leads) return err([reason('drills.not_yours')])
  await tx.db.from('drill_duties').where('id', duty.id).update({ done_at: tx.now, done_by_name: by.name })
  await writeLog(tx, drill.id, kind === 'stop' ? 'stopped' : 'arrived', { subject: duty.name, subject_en: duty.name_en, name: by.name })
  return ok(null)
}
