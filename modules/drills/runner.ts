import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { endDrillReadings, injectDrillReading } from '#modules/telemetry/index'
import { endOverTime } from '#modules/drills/actions/end_drill'
import { tellDrill } from '#modules/drills/actions/tell_drill'
import { runningDrill } from '#modules/drills/queries/find_drill'
import type { DrillRow, Scenario } from '#modules/drills/rows'
import { escalateAfter, escalateTo } from '#modules/drills/settings'

const LOOK_EVERY_MS = 1_000

/** What happens by time alone: invented readings come, nobody answers and the next level is told, the drill ends. */
export class DrillRunner {
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #ran: DrillRow | null = null

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.look()
        .catch((error) => logger.error({ err: error }, 'the drill could not go on'))
        .finally(() => (this.#looking = null))
    }, LOOK_EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }

  async look(): Promise<void> {
    const drill = await runningDrill()
    if (drill && drill.until <= clock.now()) return endOverTime()
    if (this.#ran && this.#ran.id !== drill?.id) await endDrillReadings(this.#ran.id)
    this.#ran = drill
    if (!drill) return
    const { excursions } = JSON.parse(drill.scenario) as Scenario
    const age = clock.now() - Number(drill.started_at)
    for (const { point, value, after_s } of excursions)
      if (age >= after_s * 1_000) injectDrillReading({ drillId: drill.id, point, value, realOutputs: Boolean(drill.real_outputs) })
    await escalate(drill)
  }
}

/** Nobody has acknowledged in time: the next level, once. */
async function escalate(drill: DrillRow): Promise<void> {
  const after = (await settingValue(escalateAfter)) * 60_000
  const waiting = await db.from('drill_alarms').where('drill_id', drill.id).whereNull('acknowledged_at').where('raised_at', '<', clock.now() - after).first()
  if (!waiting || (await db.from('drill_log').where({ drill_id: drill.id, kind: 'told_escalated' }).first())) return
  const roles = await settingValue(escalateTo)
  await transact((tx) => tellDrill(tx, drill, 'escalated', roles))
}
