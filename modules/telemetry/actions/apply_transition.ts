import i18n from '@adonisjs/i18n/services/main'
import { recordAudit, systemActor } from '#app/audit/index'
import { transact, type Tx } from '#app/kernel/transaction'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { applyOutputResult } from '#modules/telemetry/actions/apply_output_result'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { clearSystemAlarm, raiseLostPoint, raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import { conditionsOf } from '#modules/telemetry/conditions'
import type { Transition } from '#modules/telemetry/engine/port'
import { PointFound, PointLost } from '#modules/telemetry/events'
import type { OutputRow, PointAlarm, PointRow } from '#modules/telemetry/rows'

type Of<K extends Transition['kind']> = Extract<Transition, { kind: K }>

/**
 * Turns a transition of the engine into rows, audit and events: in one transaction, and exactly once, since the journal
 * number goes in with them.
 */
export async function applyTransition(journalSeq: number, transition: Transition): Promise<void> {
  await transact(async (tx) => {
    if (await tx.db.from('engine_journal').where('seq', journalSeq).first()) return
    await tx.db.table('engine_journal').insert({ seq: journalSeq, at: transition.at })
    await apply(tx, transition)
  })
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

async function apply(tx: Tx, transition: Transition): Promise<unknown> {
  switch (transition.kind) {
    case 'alarm_raised':
      return raise(tx, transition)
    case 'alarm_cleared':
      return clearAlarm(tx, transition.condition, transition.at)
    case 'point_lost':
      return lose(tx, transition)
    case 'point_found':
      return find(tx, transition)
    case 'source_lost':
      return loseSource(tx, transition)
    case 'source_found':
      return clearSystemAlarm(tx, { kind: 'source_lost', about: transition.source })
    case 'output_withheld':
      return withhold(tx, transition)
    case 'output_commanded':
    case 'output_confirmed':
    case 'output_failed':
      return applyOutputResult(tx, transition)
    case 'engine_restarted': {
      const details = { since: transition.since, at: transition.at }
      return recordAudit(tx, { by: systemActor('telemetry'), action: 'telemetry.engine_restarted', subject: { type: 'engine', id: 'engine' }, details })
    }
  }
}

const pointRow = (tx: Tx, code: string): Promise<PointRow | null> => tx.db.from('points').where('code', code).first()

async function raise(tx: Tx, { condition, point: code, value, sampleTs, at }: Of<'alarm_raised'>): Promise<void> {
  const point = await pointRow(tx, code)
  if (!point) return
  const config = conditionsOf(point.code, JSON.parse(point.alarm) as PointAlarm).find((one) => one.code === condition)
  if (!config) return
  const level = condition.slice(point.code.length + 1).toLowerCase()
  const name = (locale: string, pointName: string) => i18n.locale(locale).formatMessage(`telemetry.condition_names.${level}`, { point: pointName })
  await raiseAlarm(tx, {
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
  })
}

/** A point behind a lost source is part of that alarm: one outage is said once. */
async function lose(tx: Tx, { point: code, fault, at }: Of<'point_lost'>): Promise<void> {
  const point = await pointRow(tx, code)
  if (!point) return
  await tx.emit(PointLost, { pointCode: code, areaCode: point.area_code, fault, at })
  const source = await tx.db.from('alarms').where('condition_code', `system.source_lost:${point.source_code}`).where('state', 'like', 'active%').first()
  if (source) return
  await raiseLostPoint(tx, point)
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
