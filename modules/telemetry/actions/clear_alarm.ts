import type { Tx } from '#app/kernel/transaction'
import { AlarmSheet } from '#modules/telemetry/actions/alarm_sheet'

/** The condition holds no more. */
export async function clearAlarm(tx: Tx, conditionCode: string, at: number): Promise<void> {
  const sheet = await AlarmSheet.open(tx, [{ conditionCode, areaCode: null }])
  sheet.clear(conditionCode, at)
  await sheet.write()
}
