import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { FloodEnded, FloodStarted } from '#modules/telemetry/events'
import { floodAlarms, floodEndAlarms, floodMinutes } from '#modules/telemetry/alarm_settings'
import type { FloodRow } from '#modules/telemetry/rows'

const MINUTE_MS = 60_000

/** Floods that run, of the whole list and of single areas. */
export class Floods {
  private constructor(private open: FloodRow[]) {}

  static async load(tx: Tx): Promise<Floods> {
    return new Floods(await tx.db.from('alarm_floods').whereNull('ended_at'))
  }

  /** The flood that an alarm of this area comes in; null in calm times. */
  idFor(areaCode: string | null): string | null {
    return this.#of(null)?.id ?? this.#of(areaCode)?.id ?? null
  }

  /** After new alarms are stored: is it a flood now, for the operator or in one of the areas? */
  async judge(tx: Tx, areas: ReadonlySet<string>): Promise<void> {
    const [limit, minutes] = [await settingValue(floodAlarms, tx.db), await settingValue(floodMinutes, tx.db)]
    const from = tx.now - minutes * MINUTE_MS
    for (const area of [null, ...areas]) {
      if (this.#of(area)) continue
      const recent = await raisedSince(tx, from, area)
      if (recent.alarms > limit) await this.#start(tx, area, recent)
    }
  }

  #of(areaCode: string | null): FloodRow | undefined {
    return this.open.find(({ area_code: code }) => code === areaCode)
  }

  /** It began with the first of those that make it one: these are folded with the rest. */
  async #start(tx: Tx, areaCode: string | null, { alarms, first }: { alarms: number; first: number }): Promise<void> {
    const flood: FloodRow = { id: newId(), area_code: areaCode, started_at: first, ended_at: null, alarms }
    await tx.db.table('alarm_floods').insert(flood)
    this.open.push(flood)
    const within = tx.db.from('alarms').where('raised_at', '>=', first).whereNull('flood_id').whereNot('state', 'normal')
    if (areaCode) within.where('area_code', areaCode)
    await within.update({ flood_id: flood.id })
    await recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.flood_started', subject: { type: 'flood', id: flood.id }, details: { area: areaCode, alarms } })
    await tx.emit(FloodStarted, { floodId: flood.id, areaCode, alarms, at: tx.now })
  }
}

/** Ends the floods that have run out. */
export async function endFloods(tx: Tx): Promise<void> {
  const open: FloodRow[] = await tx.db.from('alarm_floods').whereNull('ended_at')
  if (open.length === 0) return
  const [limit, minutes] = [await settingValue(floodEndAlarms, tx.db), await settingValue(floodMinutes, tx.db)]
  for (const { id, area_code: areaCode } of open) {
    const { alarms } = await raisedSince(tx, tx.now - minutes * MINUTE_MS, areaCode)
    if (alarms >= limit) continue
    const total = Number((await tx.db.from('alarms').where('flood_id', id).count('* as n').first()).n)
    await tx.db.from('alarm_floods').where('id', id).update({ ended_at: tx.now, alarms: total })
    await recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.flood_ended', subject: { type: 'flood', id }, details: { area: areaCode, alarms: total } })
    await tx.emit(FloodEnded, { floodId: id, areaCode, alarms: total, at: tx.now })
  }
}

async function raisedSince(tx: Tx, from: number, areaCode: string | null): Promise<{ alarms: number; first: number }> {
  const query = tx.db.from('alarms').where('raised_at', '>', from)
  if (areaCode) query.where('area_code', areaCode)
  const row = await query.count('* as n').min('raised_at as first').first()
  return { alarms: Number(row?.n ?? 0), first: Number(row?.first ?? tx.now) }
}
