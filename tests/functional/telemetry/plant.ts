import db from '@adonisjs/lucid/services/db'
import { transact } from '#app/kernel/transaction'
import { dataPath } from '#config/data'
import { EngineHost } from '#modules/telemetry/engine/host'
import { engineLink } from '#modules/telemetry/engine_link'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { storedOf, type PointDefinition } from '#modules/telemetry/definitions/points'
import { TransitionQueue } from '#modules/telemetry/transition_queue'

let serial = 0

/** An area with a CO detector of its own (limits 24 and 160 ppm), fed over HTTP. */
export async function aDetector(changes: Partial<PointDefinition> = {}): Promise<{ area: string; point: string }> {
  serial += 1
  const area = `T-GASAREA${serial}`
  const point = `T${serial}.AT1.CO`
  await transact(async (tx) => {
    const place = (row: object) => tx.db.knexQuery().insert(row).into('areas').onConflict('code').ignore()
    await place({ code: 'T-SITE', kind: 'site', name: '厂', name_en: 'Plant', active: true })
    await place({ code: 'T-SHOP-T', parent_code: 'T-SITE', kind: 'workshop', name: '车间', name_en: 'Workshop', active: true })
    await place({ code: area, parent_code: 'T-SHOP-T', kind: 'area', name: `区域${serial}`, name_en: `Area ${serial}`, active: true })
    const connection = JSON.stringify({ topic: 't/+', pointPattern: '{1}', valuePath: 'v', timePath: null, qualityPath: null })
    await tx.db
      .knexQuery()
      .insert({ code: 'T-HTTP', kind: 'mqtt', name: '网关', name_en: 'Gateway', connection, active: true })
      .into('sources')
      .onConflict('code')
      .ignore()
    const stored = storedOf({
      code: point,
      area,
      source: 'T-HTTP',
      kind: 'co',
      name: `一氧化碳${serial}`,
      name_en: `CO ${serial}`,
      unit: 'ppm',
      min: 0,
      max: 500,
      limits: { h: 24, hh: 160 },
      deadband: 2,
      alarm_class: 'gas',
      stale_after_ms: 600_000,
      ...changes,
    })
    await tx.db.table('points').insert(stored)
  })
  return { area, point }
}

/** The real engine and historian, as the server starts them; `stop` before the test ends. */
export async function startEngine() {
  const host = new EngineHost({ historyFile: dataPath('history.sqlite'), mqtt: { host: '127.0.0.1', port: 0 } })
  const queue = new TransitionQueue((seq) => host.committed(seq))
  host.on('transition', ({ journalSeq, transition }) => queue.push(journalSeq, transition))
  await host.start(await buildEngineConfig())
  engineLink.connect(host)
  await engineLink.refresh()
  return {
    host,
    async stop() {
      engineLink.disconnect()
      await host.stop()
      await queue.stop()
    },
  }
}

/** Waits until there is such an alarm. */
export async function untilAlarm(condition: string, state?: string): Promise<{ id: string; state: string }> {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline;) {
    const query = db.from('alarms').where('condition_code', condition).orderBy('id', 'desc')
    if (state) query.where('state', state)
    const alarm = await query.first()
    if (alarm) return alarm
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error(`no alarm ${condition} ${state ?? ''}`)
}
