import { findAccount } from '#app/identity/index'
import { subscribe } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import { areaLabel } from '#app/plant/index'
import { CheckInMissed, StayOverdue, StaySettled } from '#modules/personnel/events'
import { clearSystemAlarm, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'

/** Somebody is in gas for too long, or has gone silent there: as loud as gas itself. */
export function listenToStays(): void {
  subscribe(StayOverdue, 'telemetry.raise_overdue_stay', ({ payload }, tx) => raise(tx, 'stay_overdue', payload))
  subscribe(CheckInMissed, 'telemetry.raise_silent_person', ({ payload }, tx) => raise(tx, 'check_in_missed', payload))
  subscribe(StaySettled, 'telemetry.clear_stay_alarms', async ({ payload }, tx) => {
    await clearSystemAlarm(tx, { kind: 'check_in_missed', about: payload.presenceId })
    if (payload.left) await clearSystemAlarm(tx, { kind: 'stay_overdue', about: payload.presenceId })
  })
}

async function raise(tx: Tx, kind: 'stay_overdue' | 'check_in_missed', { presenceId, accountId, areaCode }: { presenceId: string; accountId: string; areaCode: string }): Promise<void> {
  const account = await findAccount({ id: accountId })
  const area = await areaLabel(areaCode)
  const name = `${account?.name ?? '?'}（${area.name}）`
  const nameEn = `${account?.nameEn ?? account?.name ?? '?'} (${area.nameEn})`
  await raiseSystemAlarm(tx, { kind, about: presenceId, priority: 1, areaCode, name, nameEn })
}
