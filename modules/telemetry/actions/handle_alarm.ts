import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { endAlarm } from '#modules/telemetry/actions/end_alarm'
import { releaseOutputs } from '#modules/telemetry/actions/release_outputs'
import { AlarmAcknowledged } from '#modules/telemetry/events'
import { lifecycleOf } from '#modules/telemetry/lifecycle'
import type { AlarmRow } from '#modules/telemetry/rows'

export interface HandleInput {
  alarmId: string
  command: 'acknowledge' | 'reset'
  by: Actor
  note?: string | null
}

/** A person acknowledges or resets an alarm. Afterwards the outputs that no other alarm needs are released. */
export async function handleAlarm(input: HandleInput): Promise<Result<AlarmRow, Reason[]>> {
  const result = await transact((tx) => decide(input, tx))
  if (result.ok) await releaseOutputs([result.value], input)
  return result
}

export interface HandledMany {
  done: AlarmRow[]
  refused: { id: string; reasons: Reason[] }[]
}

/** The same for those that a person has before their eyes, opened out of a group: each by its own state and on record by itself. */
export async function handleAlarms({ ids, ...input }: Omit<HandleInput, 'alarmId'> & { ids: readonly string[] }): Promise<HandledMany> {
  const handled: HandledMany = { done: [], refused: [] }
  await transact(async (tx) => {
    for (const id of ids) {
      const result = await decide({ ...input, alarmId: id }, tx)
      if (result.ok) handled.done.push(result.value)
      else handled.refused.push({ id, reasons: result.error })
    }
  })
  if (handled.done.length > 0) await releaseOutputs(handled.done, input)
  return handled
}

async function decide({ alarmId, command, by, note }: HandleInput, tx: Parameters<Parameters<typeof transact>[0]>[0]): Promise<Result<AlarmRow, Reason[]>> {
  const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', alarmId).first()
  if (!alarm) return err([reason('telemetry.no_such_alarm')])
  const decision = lifecycleOf(Boolean(alarm.latching)).decide(alarm.state, command, { byPerson: by.id !== null })
  if (!decision.ok) return decision

  if (command === 'acknowledge') {
    await tx.db
      .from('alarms')
      .where({ id: alarmId, state: alarm.state })
      .update({
        state: decision.value === 'normal' ? alarm.state : decision.value,
        acknowledged_at: tx.now,
        acknowledged_by: by.id,
        acknowledged_by_name: by.name,
        note: note ?? null,
      })
    await recordAudit(tx, {
      by,
      action: 'telemetry.alarm_acknowledged',
      subject: { type: 'alarm', id: alarmId },
      details: { from: alarm.state, to: decision.value, note: note ?? null },
    })
    await tx.emit(AlarmAcknowledged, { alarmId, areaCode: alarm.area_code ?? '', accountId: by.id ?? '', at: tx.now })
  }
  if (decision.value === 'normal') await endAlarm(tx, alarm, command, by)
  return ok((await tx.db.from('alarms').where('id', alarmId).first()) as AlarmRow)
}
