import { clock } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import { lifecycleOf, type AlarmCommand } from '#modules/telemetry/lifecycle'
import type { AlarmRow } from '#modules/telemetry/rows'

interface Caller {
  byPerson: boolean
  permissions: ReadonlySet<string>
}

export interface OfferedCommand {
  command: 'acknowledge' | 'reset' | 'shelve' | 'unshelve'
  reasons: Reason[]
}

/** Every command on an alarm, with all that speaks against it: the same table that decides. */
export function alarmCommands(alarm: AlarmRow, { byPerson, permissions }: Caller): OfferedCommand[] {
  const table = lifecycleOf(Boolean(alarm.latching))
  const shelved = (alarm.shelved_until ?? 0) > clock.now()
  const over = alarm.state === 'normal' ? [reason('telemetry.not_in_this_state', { command: 'shelve', state: 'normal' })] : []
  const decided = (command: AlarmCommand): Reason[] => {
    const decision = table.decide(alarm.state, command, { byPerson })
    return decision.ok ? [] : decision.error
  }
  const allowed = (permission: string): Reason[] => (permissions.has(permission) ? [] : [reason('identity.not_allowed', { permission })])
  return [
    { command: 'acknowledge', reasons: [...allowed('alarms.acknowledge'), ...decided('acknowledge')] },
    { command: 'reset', reasons: [...allowed('alarms.reset'), ...decided('reset')] },
    {
      command: 'shelve',
      reasons: [...allowed('alarms.shelve'), ...over, ...(alarm.priority === 1 ? [reason('telemetry.shelve_highest')] : [])],
    },
    { command: 'unshelve', reasons: [...allowed('alarms.shelve'), ...(shelved ? [] : [reason('telemetry.not_shelved')])] },
  ]
}
