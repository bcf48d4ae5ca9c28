import type { Tx } from '#app/kernel/transaction'
import { AlarmSheet, type RaiseInput } from '#modules/telemetry/actions/alarm_sheet'

/** One condition has come to hold; the new alarm's id, or null where it stands already. */
export async function raiseAlarm(tx: Tx, input: RaiseInput): Promise<string | null> {
  const sheet = await AlarmSheet.open(tx, [input])
  const id = sheet.raise(input)
  await sheet.write()
  return id
}
