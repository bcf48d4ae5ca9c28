import { recordAudits, systemActor, type AuditInput } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { Bursts } from '#modules/telemetry/bursts'
import { AlarmCleared, AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import { Floods } from '#modules/telemetry/floods'
import { lifecycleOf } from '#modules/telemetry/lifecycle'
import { lastRaised, pointNames, shelvesInForce, standingByCondition } from '#modules/telemetry/queries/sheet_rows'
import type { AlarmRow } from '#modules/telemetry/rows'
import { burstGap } from '#modules/telemetry/alarm_settings'

export interface RaiseInput {
  conditionCode: string
  pointCode: string | null
  areaCode: string | null
  priority: 1 | 2 | 3 | 4
  alarmClass: string
  name: string
  nameEn: string
  latching: boolean
  value?: number | null
  unit?: string | null
  limit?: number | null
  sampleAt?: number | null
  at: number
}

type Concerned = Pick<RaiseInput, 'conditionCode' | 'areaCode'>

const BY = systemActor('telemetry')
/** A statement takes 500 rows at most. */
const ROWS = 200

/**
 * The alarms of some conditions in memory: raised and cleared in order by their state tables, then written at once with
 * audit and events. One alarm or two thousand, it is the same path and about as many statements.
 */
export class AlarmSheet {
  #created: AlarmRow[] = []
  /** Rows of before that changed. */
  #changed = new Map<string, AlarmRow>()
  #audits: AuditInput[] = []
  #raised: AlarmRow[] = []
  #cleared: { alarm: AlarmRow; at: number }[] = []
  #over: AlarmRow[] = []

  private constructor(
    private tx: Tx,
    private standing: Map<string, AlarmRow>,
    private shelves: Map<string, AlarmRow>,
    private bursts: Bursts,
    private floods: Floods
  ) {}

  static async open(tx: Tx, concerned: readonly Concerned[]): Promise<AlarmSheet> {
    const codes = [...new Set(concerned.map(({ conditionCode }) => conditionCode))]
    const gapMs = (await settingValue(burstGap, tx.db)) * 1_000
    const areas = [...new Set(concerned.map(({ areaCode }) => areaCode ?? ''))]
    const bursts = new Bursts(await lastRaised(tx, areas), gapMs)
    return new AlarmSheet(tx, await standingByCondition(tx, codes), await shelvesInForce(tx, codes), bursts, await Floods.load(tx))
  }

  /**
   * A condition has come to hold. It stands already: nothing new. It stood, was gone and waits for a person: a new alarm
   * takes its place, so that going bad again is never hidden behind an old acknowledgement (T03).
   */
  raise(input: RaiseInput): string | null {
    const standing = this.standing.get(input.conditionCode)
    if (standing?.state.startsWith('active')) return null
    if (standing) this.#end(standing, 'replace')
    const alarm = this.#newRow(input, standing ?? this.shelves.get(input.conditionCode))
    this.standing.set(input.conditionCode, alarm)
    this.#created.push(alarm)
    this.#raised.push(alarm)
    this.#note('telemetry.alarm_raised', alarm, { condition: alarm.condition_code, value: alarm.value, limit: alarm.limit_value, priority: alarm.priority })
    return alarm.id
  }

  /** The condition holds no more. A process alarm goes on standing until a person has seen and reset it. */
  clear(conditionCode: string, at: number): void {
    const alarm = this.standing.get(conditionCode)
    if (!alarm) return
    const decision = lifecycleOf(Boolean(alarm.latching)).decide(alarm.state, 'clear', { byPerson: false })
    if (!decision.ok) return
    alarm.cleared_at = at
    this.#cleared.push({ alarm: { ...alarm }, at })
    if (decision.value === 'normal') return this.#end(alarm, 'clear')
    this.#note('telemetry.alarm_cleared', alarm, { from: alarm.state, to: decision.value })
    alarm.state = decision.value
    this.#touch(alarm)
  }

  async write(): Promise<void> {
    const { tx } = this
    for (const alarm of this.#changed.values()) {
      const { state, cleared_at, reset_at, reset_by } = alarm
      await tx.db.from('alarms').where('id', alarm.id).update({ state, cleared_at, reset_at, reset_by })
    }
    for (let at = 0; at < this.#created.length; at += ROWS) await tx.db.table('alarms').multiInsert(this.#created.slice(at, at + ROWS))
    await recordAudits(tx, this.#audits)
    // An area has its new cause before it loses the old one.
    const names = await pointNames(tx, [...new Set(this.#raised.flatMap(({ point_code: code }) => code ?? []))])
    await tx.emit(AlarmRaised, ...this.#raised.map((alarm) => raisedPayload(alarm, names.get(alarm.point_code ?? ''))))
    await tx.emit(AlarmCleared, ...this.#cleared.map(({ alarm, at }) => ({ alarmId: alarm.id, areaCode: alarm.area_code ?? '', priority: alarm.priority, alarmClass: alarm.alarm_class, at })))
    await tx.emit(AlarmReset, ...this.#over.map((alarm) => ({ alarmId: alarm.id, areaCode: alarm.area_code ?? '', alarmClass: alarm.alarm_class, at: tx.now })))
    if (this.#created.length > 0) await this.floods.judge(tx, new Set(this.#created.flatMap(({ area_code: area }) => area ?? [])))
  }

  #end(alarm: AlarmRow, command: 'replace' | 'clear'): void {
    this.#note('telemetry.alarm_reset', alarm, { command, from: alarm.state })
    Object.assign(alarm, { state: 'normal', reset_at: this.tx.now, reset_by: null })
    this.standing.delete(alarm.condition_code)
    this.#over.push(alarm)
    this.#touch(alarm)
  }

  /** A row that was created here is written as it ends up. */
  #touch(alarm: AlarmRow): void {
    if (!this.#created.includes(alarm)) this.#changed.set(alarm.id, alarm)
  }

  #note(action: string, alarm: AlarmRow, details: Record<string, unknown>): void {
    this.#audits.push({ by: BY, action, subject: { type: 'alarm', id: alarm.id }, details })
  }

  /** What was shelved stays so until its time, however often the condition comes and goes. */
  #newRow(input: RaiseInput, former: AlarmRow | undefined): AlarmRow {
    const id = newId()
    const burst = this.bursts.join(input.areaCode ?? '', id, input.at)
    const shelved = former && (former.shelved_until ?? 0) > this.tx.now ? former : null
    return {
      id,
      condition_code: input.conditionCode,
      point_code: input.pointCode,
      area_code: input.areaCode,
      priority: input.priority,
      alarm_class: input.alarmClass,
      name: input.name,
      name_en: input.nameEn,
      state: 'active_unacknowledged',
      latching: input.latching ? 1 : 0,
      value: input.value ?? null,
      unit: input.unit ?? null,
      limit_value: input.limit ?? null,
      sample_at: input.sampleAt ?? null,
      raised_at: input.at,
      cleared_at: null,
      acknowledged_at: null,
      acknowledged_by: null,
      acknowledged_by_name: null,
      note: null,
      reset_at: null,
      reset_by: null,
      shelved_until: shelved?.shelved_until ?? null,
      shelved_by: shelved?.shelved_by ?? null,
      shelve_reason: shelved?.shelve_reason ?? null,
      first_out: burst.firstOut ? 1 : 0,
      burst_id: burst.burstId,
      flood_id: this.floods.idFor(input.areaCode),
      realarmed_at: null,
      realarms: 0,
    }
  }
}

const raisedPayload = (alarm: AlarmRow, point: { name: string; nameEn: string } | undefined) => ({
  alarmId: alarm.id,
  conditionCode: alarm.condition_code,
  pointCode: alarm.point_code ?? '',
  ...(point ? { pointName: point.name, pointNameEn: point.nameEn } : {}),
  areaCode: alarm.area_code ?? '',
  priority: alarm.priority,
  alarmClass: alarm.alarm_class,
  value: alarm.value ?? 0,
  limit: alarm.limit_value ?? 0,
  unit: alarm.unit ?? '',
  at: Number(alarm.raised_at),
})
