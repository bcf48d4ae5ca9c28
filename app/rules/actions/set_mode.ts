import { recordAudit, type Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { plantTimeZone } from '#app/plant/index'
import { RulesChanged } from '#app/rules/events'
import type { RuleBody, RuleMode } from '#app/rules/definition'
import { seedStates } from '#app/rules/actions/seed_states'
import type { RuleRow, RuleStateRow } from '#app/rules/rows'
import { nextRun } from '#app/rules/schedule'

interface Move {
  code: string
  version: number
  mode: RuleMode
  by: Actor
}

/**
 * Sets a version running, live or in the shadow, or stops the rule. Made live, it takes the place of the version that was
 * live; a version tried in the shadow runs beside it.
 */
export async function moveTo(tx: Tx, { code, version, mode, by }: Move): Promise<void> {
  const rule: RuleRow = await tx.db.from('rules').where('code', code).firstOrFail()
  const from = { live: rule.live_version, shadow: rule.shadow_version }
  const to = targetOf(from, version, mode)
  if (to.live === from.live && to.shadow === from.shadow) return
  await tx.db.from('rules').where('code', code).update({ live_version: to.live, shadow_version: to.shadow })
  const running = [to.live, to.shadow].filter((number) => number !== null)
  const former: RuleStateRow[] = await tx.db.from('rule_states').where('rule_code', code)
  const begun = running.filter((number) => number !== from.live && number !== from.shadow)
  for (const row of await tx.db.from('rule_versions').where('rule_code', code).whereIn('number', begun))
    await seedStates(tx, { code, version: row.number, body: JSON.parse(row.body), former })
  await tx.db.from('rule_states').where('rule_code', code).whereNotIn('version', running).delete()
  await tx.db.from('rules').where('code', code).update({ next_run_at: await nextRunOf(tx, code, running) })
  await recordAudit(tx, { by, action: 'rules.mode_changed', subject: { type: 'rule', id: code }, details: { from, to } })
  await tx.emit(RulesChanged, { code, at: tx.now })
}

type Running = { live: number | null; shadow: number | null }

function targetOf(from: Running, version: number, mode: RuleMode): Running {
  if (mode === 'off') return { live: null, shadow: null }
  if (mode === 'live') return { live: version, shadow: from.shadow === version ? null : from.shadow }
  return { live: from.live === version ? null : from.live, shadow: version }
}

async function nextRunOf(tx: Tx, code: string, numbers: number[]): Promise<number | null> {
  const versions = await tx.db.from('rule_versions').where('rule_code', code).whereIn('number', numbers)
  const runs = versions.flatMap(({ body }) => {
    const { trigger } = JSON.parse(body) as RuleBody
    return trigger.kind === 'schedule' ? [nextRun(trigger, tx.now, plantTimeZone())] : []
  })
  return runs.length > 0 ? Math.min(...runs) : null
}
