import i18n from '@adonisjs/i18n/services/main'
import { recordAudit, systemActor } from '#app/audit/index'
import { transact, type Tx } from '#app/kernel/transaction'
import { AlarmSheet, type RaiseInput } from '#modules/telemetry/actions/alarm_sheet'
import { applyOutputResult } from '#modules/telemetry/actions/apply_output_result'
import { firePointRule, ruleAlarmOf } from '#modules/telemetry/actions/fire_point_rule'
import { clearSystemAlarm, raiseLostPoints, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import { conditionsOf } from '#modules/telemetry/conditions'
import type { ConditionConfig, Transition } from '#modules/telemetry/engine/port'
import { ruleConditions, type RuleCondition } from '#modules/telemetry/queries/rule_conditions'
import { isRuleCondition } from '#modules/telemetry/rule_conditions'
import { DrillAlarmRaised, PointFound, PointLost } from '#modules/telemetry/events'
import type { OutputRow, PointAlarm, PointRow } from '#modules/telemetry/rows'

type Of<K extends Transition['kind']> = Extract<Transition, { kind: K }>

export interface Journalled {
  seq: number
  transition: Transition
}

/**
 * Turns transitions of the engine into rows, audit and events: in one transaction, in their order, and exactly once,
 * since the journal numbers go in with them.
 */
export async function applyTransitions(journalled: readonly Journalled[]): Promise<void> {
  await transact(async (tx) => {
    const done = new Set((await tx.db.from('engine_journal').whereIn('seq', journalled.map(({ seq }) => seq)).select('seq')).map(({ seq }) => Number(seq)))
    const fresh = journalled.filter(({ seq }) => !done.has(seq))
    if (fresh.length === 0) return
    await tx.db.table('engine_journal').multiInsert(fresh.map(({ seq, transition }) => ({ seq, at: transition.at })))
    for (const stretch of stretchesOf(fresh.map(({ transition }) => transition)))
      await (stretch.kind === 'alarms' ? applyAlarms(tx, stretch.transitions) : apply(tx, stretch.transition))
  })
}

type Excursion = Of<'alarm_raised'> | Of<'alarm_cleared'>
type Stretch = { kind: 'alarms'; transitions: Excursion[] } | { kind: 'other'; transition: Exclude<Transition, Excursion> }

/** Alarms that follow one another are one sheet. */
function stretchesOf(transitions: readonly Transition[]): Stretch[] {
  const stretches: Stretch[] = []
  for (const transition of transitions) {
    if (transition.kind !== 'alarm_raised' && transition.kind !== 'alarm_cleared') {
      stretches.push({ kind: 'other', transition })
      continue
    }
    const last = stretches.at(-1)
    if (last?.kind === 'alarms') last.transitions.push(transition)
    else stretches.push({ kind: 'alarms', transitions: [transition] })
  }
  return stretches
}

/** A point or a limit that is configured no more raises nothing. */
async function applyAlarms(tx: Tx, transitions: readonly Excursion[]): Promise<void> {
  const codes = [...new Set(transitions.map(({ point }) => point))]
  const rows: PointRow[] = await tx.db.from('points').whereIn('code', codes)
  const points = new Map(rows.map((row) => [row.code, { row, conditions: conditionsOf(row.code, JSON.parse(row.alarm) as PointAlarm) }]))
  const rules = transitions.some(({ condition }) => isRuleCondition(condition)) ? new Map((await ruleConditions(tx.db)).map((one) => [one.config.code, one])) : new Map<string, RuleCondition>()
  const fired: (() => Promise<void>)[] = []
  const sheet = await AlarmSheet.open(tx, transitions.map(({ condition, point }) => ({ conditionCode: condition, areaCode: points.get(point)?.row.area_code ?? null })))
  for (const transition of transitions) {
    if (transition.kind === 'alarm_cleared') {
      sheet.clear(transition.condition, transition.at)
      continue
    }
    const rule = rules.get(transition.condition)
    if (rule) {
      const input = ruleAlarmOf(rule, transition)
      const alarmId = input ? sheet.raise(input) : null
      fired.push(() => firePointRule(tx, rule, transition, alarmId))
      continue
    }
    const point = points.get(transition.point)
    const config = point?.conditions.find(({ code }) => code === transition.condition)
    if (point && config) sheet.raise(raiseOf(transition, point.row, config))
  }
  await sheet.write()
  for (const fire of fired) await fire()
}

/** Marks a transition as done although it could not be applied, and says so. Fails where storage itself is the fault. */
export async function passOver(journalSeq: number, transition: Transition): Promise<void> {
  await transact(async (tx) => {
    await tx.db.table('engine_journal').insert({ seq: journalSeq, at: tx.now })
    await recordAudit(tx, {
      by: systemActor('telemetry'),
      action: 'telemetry.transition_passed_over',
      subject: { type: 'engine', id: 'engine' },
      details: { journalSeq, transition: JSON.stringify(transition) },
    })
    await raiseSystemAlarm(tx, { kind: 'duty_spent', about: `engine:${transition.kind}`, priority: 1 })
  })
}

async function apply(tx: Tx, transition: Exclude<Transition, Excursion>): Promise<unknown> {
  switch (transition.kind) {
    case 'point_lost':
      return lose(tx, transition)
    case 'point_found':
      return find(tx, transition)
    case 'source_lost':
      return loseSource(tx, transition)
    case 'source_found':
      return clearSystemAlarm(tx, { kind: 'source_lost', about: transition.source })
    case 'drill_raised':
      return rehearse(tx, transition)
    case 'output_withheld':
      return withhold(tx, transition)
    case 'output_commanded':
    case 'output_confirmed':
    case 'output_failed':
      return applyOutputResult(tx, transition)
    case 'clock_stepped':
      return noteClockStep(tx, transition)
    case 'engine_restarted': {
      const details = { since: transition.since, at: transition.at }
      return recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.engine_restarted', subject: { type: 'engine', id: 'engine' }, details })
    }
  }
}

const pointRow = (tx: Tx, code: string): Promise<PointRow | null> => tx.db.from('points').where('code', code).first()

function raiseOf({ condition, value, sampleTs, at }: Of<'alarm_raised'>, point: PointRow, config: ConditionConfig): RaiseInput {
  const level = condition.slice(point.code.length + 1).toLowerCase()
  const name = (locale: string, pointName: string) => i18n.locale(locale).formatMessage(`telemetry.condition_names.${level}`, { point: pointName })
  return {
    conditionCode: condition,
    pointCode: point.code,
    areaCode: point.area_code,
    priority: config.priority,
    alarmClass: config.alarmClass,
    name: name('zh-CN', point.name),
    nameEn: name('en', point.name_en),
    latching: true,
    value,
    unit: config.measure === 'rate' ? `${point.unit}/min` : point.unit,
    limit: config.limit,
    sampleAt: sampleTs,
    at,
  }
}

/** A point behind a lost source is part of that alarm: one outage is said once. */
async function lose(tx: Tx, { point: code, fault, at }: Of<'point_lost'>): Promise<void> {
  const point = await pointRow(tx, code)
  if (!point) return
  await tx.emit(PointLost, { pointCode: code, areaCode: point.area_code, fault, at })
  const source = await tx.db.from('alarms').where('condition_code', `system.source_lost:${point.source_code}`).where('state', 'like', 'active%').first()
  if (source) return
  await raiseLostPoints(tx, [point])
}

async function find(tx: Tx, { point: code, at }: Of<'point_found'>): Promise<void> {
  const point = await pointRow(tx, code)
  if (!point) return
  await tx.emit(PointFound, { pointCode: code, areaCode: point.area_code, at })
  await clearSystemAlarm(tx, { kind: 'point_lost', about: code })
}

async function loseSource(tx: Tx, { source }: Of<'source_lost'>): Promise<void> {
  const row = await tx.db.from('sources').where('code', source).first()
  await raiseSystemAlarm(tx, { kind: 'source_lost', about: source, priority: 2, name: row?.name, nameEn: row?.name_en })
}

/** The alarm called for it and it did not run: somebody must do by hand what it would have done. */
async function withhold(tx: Tx, { output: code, cause, at }: Of<'output_withheld'>): Promise<void> {
  const row: OutputRow | null = await tx.db.from('outputs').where('code', code).first()
  const names = { name: row?.name, nameEn: row?.name_en, areaCode: row?.area_code }
  await raiseSystemAlarm(tx, { kind: 'output_withheld', about: code, priority: 1, ...names })
  await recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.output_withheld', subject: { type: 'output', id: code }, details: { cause, at } })
}

/** Told as a drill only: no alarm, no audit of one, nothing that a figure counts. */
async function rehearse(tx: Tx, { drill, condition, point: code, value, at }: Of<'drill_raised'>): Promise<void> {
  const point = await pointRow(tx, code)
  const config = point && conditionsOf(code, JSON.parse(point.alarm) as PointAlarm).find((one) => one.code === condition)
  if (!point || !config) return
  const { name, nameEn, unit } = raiseOf({ kind: 'alarm_raised', condition, point: code, value, sampleTs: at, at }, point, config)
  await tx.emit(DrillAlarmRaised, {
    drillId: drill,
    conditionCode: condition,
    areaCode: point.area_code,
    priority: config.priority,
    alarmClass: config.alarmClass,
    name,
    nameEn,
    value,
    limit: config.limit,
    unit: unit ?? '',
    at,
  })
}

/** Records bear the wall clock's instants: that it was set is one of them, and somebody has to look why. */
async function noteClockStep(tx: Tx, { byMs, at }: Of<'clock_stepped'>): Promise<void> {
  await recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.clock_stepped', subject: { type: 'engine', id: 'engine' }, details: { by_ms: byMs, at } })
  await raiseSystemAlarm(tx, { kind: 'clock_stepped', about: 'clock', priority: 2, name: String(Math.round(byMs / 1_000)) })
  await clearSystemAlarm(tx, { kind: 'clock_stepped', about: 'clock' })
}
