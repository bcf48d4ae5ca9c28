import type { Decision, Direction, GateStatus } from '#kiosk/pages/gate/types'

/**
 * What the gate says while the server can't be asked. Leaving is never refused; entry goes by the gate's own setting:
 * fail secure keeps shut, fail safe opens and writes it down. Pure.
 */
export function decideAlone(mode: GateStatus['mode'], direction: Direction, at: number): Decision {
  const opens = direction === 'out' || mode === 'fail_safe'
  const name = direction === 'out' ? 'left_without_records' : opens ? 'entered_without_records' : 'records_unavailable'
  return {
    decision: opens ? 'grant' : 'deny',
    decision_id: null,
    reasons: [{ code: `personnel.${name}`, message: '', fix: null, since: null }],
    person: null,
    valid_until: null,
    at,
    direction,
  }
}
