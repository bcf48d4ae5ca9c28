import type { Tx } from '#app/kernel/transaction'
import { storeStates } from '#app/rules/actions/take_on'
import type { RuleBody } from '#app/rules/definition'
import type { GroupState } from '#app/rules/machine'
import { prepareMachine } from '#app/rules/queries/prepare_machine'
import { storedHappenings } from '#app/rules/queries/stored_happenings'
import { reachOf } from '#app/rules/queries/would_have_fired'
import { triggerOf } from '#app/rules/registry'
import { replay } from '#app/rules/replay'
import type { RuleStateRow } from '#app/rules/rows'

/**
 * A version that is set running begins with what has happened already, rather than blind for the length of its window.
 * What another version has fired for is not said again; what stands and nobody has been told of fires with the next tick (T01).
 */
export async function seedStates(tx: Tx, { code, version, body, former }: { code: string; version: number; body: RuleBody; former: RuleStateRow[] }): Promise<void> {
  const source = body.trigger.kind === 'event' ? triggerOf(body.trigger.event) : null
  if (!source) return
  const machine = await prepareMachine(body)
  const { states } = await replay(machine, storedHappenings(source, code, tx.now - reachOf(body.window), tx.now, tx.db), tx.now)
  const fired = new Set(former.filter(({ state }) => (JSON.parse(state) as GroupState).fired).map(({ group_key: key }) => key))
  for (const [key, state] of states) {
    const told = state.fired && fired.has(key)
    states.set(key, { ...state, fired: told, due: state.fired && !told ? tx.now : state.due })
  }
  await storeStates(tx, { code, version }, new Map(), states)
}
