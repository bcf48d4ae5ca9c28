import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/audit/index'
import { conditionsOf } from '#modules/telemetry/conditions'
import { engineLink } from '#modules/telemetry/engine_link'
import { ruleConditions } from '#modules/telemetry/queries/rule_conditions'
import type { AlarmRow, OutputRow, PointAlarm, PointRow } from '#modules/telemetry/rows'

type Concerned = Pick<AlarmRow, 'condition_code'>
type Handling = { command: 'acknowledge' | 'reset'; by: Actor }

/** Of every condition: what it switches on, and what its acknowledgement switches. */
type Wiring = Map<string, { outputs: string[]; onAcknowledge: NonNullable<PointAlarm['on_acknowledge']> }>

/** What calls people is silenced by the acknowledgement; what keeps the air clean runs until the reset. */
const SILENCED_BY_ACKNOWLEDGEMENT = new Set<OutputRow['kind']>(['siren'])

/**
 * Switches off the outputs of these alarms that no other standing alarm needs, and on an acknowledgement what their
 * points say. Whether they obey shows in their read-back.
 */
export async function releaseOutputs(alarms: readonly Pick<AlarmRow, 'id' | 'condition_code'>[], { command, by }: Handling): Promise<void> {
  const wiring = await readWiring()
  const cause = `${command}:${by.name}`
  if (command === 'acknowledge')
    for (const alarm of alarms)
      for (const { output, value } of wiring.get(alarm.condition_code)?.onAcknowledge ?? []) engineLink.command(output, value, cause)

  const outputs = new Set(alarms.flatMap((alarm) => outputsIn(wiring, alarm)))
  if (outputs.size === 0) return
  const rows: OutputRow[] = await db.from('outputs').whereIn('code', [...outputs])
  const needed = await neededElsewhere(wiring, command, new Set(alarms.map(({ id }) => id)))
  for (const { code, kind } of rows) {
    if (needed.has(code)) continue
    if (command === 'reset' || SILENCED_BY_ACKNOWLEDGEMENT.has(kind)) engineLink.command(code, false, cause)
  }
}

/** What these alarms switch on. */
export async function outputsOf(alarms: readonly Concerned[]): Promise<string[]> {
  const wiring = await readWiring()
  return alarms.flatMap((alarm) => outputsIn(wiring, alarm))
}

const outputsIn = (wiring: Wiring, alarm: Concerned): string[] => wiring.get(alarm.condition_code)?.outputs ?? []

/** In one reading for all, since in a flood thousands are asked for. */
async function readWiring(): Promise<Wiring> {
  const points: Pick<PointRow, 'code' | 'alarm'>[] = await db.from('points').select('code', 'alarm')
  const wiring: Wiring = new Map((await ruleConditions()).map(({ config }) => [config.code, { outputs: config.outputs, onAcknowledge: [] }]))
  for (const { code, alarm: text } of points) {
    const alarm = JSON.parse(text) as PointAlarm
    for (const condition of conditionsOf(code, alarm)) wiring.set(condition.code, { outputs: condition.outputs, onAcknowledge: alarm.on_acknowledge ?? [] })
  }
  return wiring
}

/** Outputs of other alarms that stand: after an acknowledgement only those that nobody has seen yet call for a siren. */
async function neededElsewhere(wiring: Wiring, command: Handling['command'], handled: ReadonlySet<string>): Promise<Set<string>> {
  const states = command === 'acknowledge' ? ['active_unacknowledged', 'cleared_unacknowledged'] : ['active_unacknowledged', 'active_acknowledged', 'cleared_unacknowledged', 'latched']
  const others: Pick<AlarmRow, 'id' | 'condition_code'>[] = await db.from('alarms').whereIn('state', states).select('id', 'condition_code')
  return new Set(others.filter(({ id }) => !handled.has(id)).flatMap((alarm) => outputsIn(wiring, alarm)))
}
