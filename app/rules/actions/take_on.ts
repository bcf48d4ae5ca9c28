import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import { fireRule } from '#app/rules/actions/fire_rule'
import { groupsOf, type GroupState, type GroupStates, type Happening, type Machine, type Verdict } from '#app/rules/machine'
import type { RunningRule } from '#app/rules/queries/running_rules'
import type { RuleStateRow } from '#app/rules/rows'

/** Groups written in one go: a statement takes 500 rows at most. */
const ROWS = 100

/**
 * Takes a running rule on, in the caller's transaction: its groups come from the table, are decided on by the pure
 * machine and go back. `which` says which groups may be touched; left out: all of them.
 */
export async function takeOn(tx: Tx, rule: RunningRule, which: Which, decide: (states: GroupStates) => Verdict[], area?: string): Promise<void> {
  const states = await loadStates(tx, rule, which)
  const before = new Map([...states].map(([key, state]) => [key, JSON.stringify(state)]))
  const verdicts = decide(states)
  await storeStates(tx, rule, before, states)
  for (const verdict of verdicts) await fireRule(tx, rule, verdict, area)
}

export interface Which {
  keys?: string[]
  dueBy?: Instant
}

/** The groups that one happening can touch: those it belongs to, and those that have come due before it. */
export function touchedBy(machine: Machine, happening: Happening): Which {
  if (happening.kind === 'withdraw') return {}
  if (happening.kind === 'tick') return { keys: [], dueBy: happening.at }
  return { keys: groupsOf(machine, happening.fields, happening.key).map(({ key }) => key), dueBy: happening.at }
}

async function loadStates(tx: Tx, { code, version }: RunningRule, { keys, dueBy }: Which): Promise<GroupStates> {
  const query = tx.db.from('rule_states').where({ rule_code: code, version }).orderBy('group_key')
  if (keys !== undefined) query.where((either) => either.whereIn('group_key', keys).orWhere('due_at', '<=', dueBy ?? -1))
  const rows: RuleStateRow[] = await query
  return new Map(rows.map((row) => [row.group_key, JSON.parse(row.state) as GroupState]))
}

export async function storeStates(tx: Tx, { code, version }: Pick<RunningRule, 'code' | 'version'>, before: Map<string, string>, states: GroupStates): Promise<void> {
  const gone = [...before.keys()].filter((key) => !states.has(key))
  if (gone.length > 0) await tx.db.from('rule_states').where({ rule_code: code, version }).whereIn('group_key', gone).delete()
  const changed = [...states].flatMap(([group_key, state]) => {
    const text = JSON.stringify(state)
    return before.get(group_key) === text ? [] : [{ rule_code: code, version, group_key, state: text, due_at: state.due }]
  })
  for (let at = 0; at < changed.length; at += ROWS)
    await tx.db
      .knexQuery()
      .insert(changed.slice(at, at + ROWS))
      .into('rule_states')
      .onConflict(['rule_code', 'version', 'group_key'])
      .merge()
}
