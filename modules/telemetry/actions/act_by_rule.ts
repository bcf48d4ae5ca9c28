import { recordAudit, systemActor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import type { Firing, Outcome } from '#app/rules/registry'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { engineLink } from '#modules/telemetry/engine_link'
import type { OutputRow } from '#modules/telemetry/rows'

/** A rule of points has raised its alarm in the engine already; another one raises one that waits to be seen. */
export async function alarmByRule(tx: Tx, parameters: Record<string, any>, { fields, facts, rule, areaCode, groups }: Firing): Promise<Outcome> {
  if (typeof fields.alarmId === 'string' && typeof fields.point === 'string') return { status: 'done', outcome: String(fields.point), link: '/control' }
  const group = groups.map((one) => Object.values(one).join('.')).join('+')
  const conditionCode = `RULE.${rule.code}${group ? `.${group}` : ''}`
  const labels = facts.map(({ label }) => label).join(', ')
  const id = await raiseAlarm(tx, {
    conditionCode,
    pointCode: null,
    areaCode,
    priority: parameters.priority,
    alarmClass: 'rule',
    name: `${rule.name}：${labels}`.slice(0, 200),
    nameEn: `${rule.nameEn}: ${labels}`.slice(0, 200),
    latching: false,
    at: tx.now,
  })
  // What has happened does not go on happening: it stands until somebody has seen it.
  await clearAlarm(tx, conditionCode, tx.now)
  return { status: 'done', outcome: id ?? conditionCode, link: '/control' }
}

/** Switches an output on. With an alarm on a point the engine has done so at once; this one waits for the commit. */
export async function switchByRule(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome> {
  const code = String(parameters.output)
  const row: OutputRow | null = await tx.db.from('outputs').where('code', code).where('active', true).first()
  if (!row) return { status: 'refused', outcome: 'no such output' }
  if (typeof firing.fields.alarmId === 'string' && typeof firing.fields.point === 'string') return { status: 'done', outcome: code }
  if (!engineLink.host) return { status: 'refused', outcome: 'the engine is silent' }
  await recordAudit(tx, { by: systemActor('rules'), action: 'telemetry.output_requested', subject: { type: 'output', id: code }, details: { value: true, rule: firing.rule.code, firing: firing.id } })
  engineLink.command(code, true, `rule:${firing.rule.code}`)
  return { status: 'done', outcome: code }
}
