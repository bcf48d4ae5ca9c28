import logger from '@adonisjs/core/services/logger'
import { registerAreaFacet, registerHeart, registerTile } from '#app/board/tiles'
import { onDeliverySpent } from '#app/kernel/provider'
import type { Room } from '#app/kernel/room'
import { transact } from '#app/kernel/transaction'
import { registerIndicator } from '#app/predictions/index'
import { registerKpi } from '#app/reports/index'
import { dataPath } from '#config/data'
import env from '#start/env'
import { raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import { AlarmMinder } from '#modules/telemetry/alarm_minder'
import { registerMqttDeviceDefinitions } from '#modules/telemetry/definitions/mqtt_devices'
import { registerOutputDefinitions } from '#modules/telemetry/definitions/outputs'
import { registerPointDefinitions } from '#modules/telemetry/definitions/points'
import { registerPointImport } from '#modules/telemetry/definitions/points_import'
import { registerSourceDefinitions } from '#modules/telemetry/definitions/sources'
import { EngineHost } from '#modules/telemetry/engine/host'
import { engineLink } from '#modules/telemetry/engine_link'
import { EngineWatch } from '#modules/telemetry/engine_watch'
import { historyKeeper } from '#modules/telemetry/history_keeper'
import { limitIndicator } from '#modules/telemetry/limit_indicator'
import { listenToChannels } from '#modules/telemetry/listeners/on_channels'
import { registerBypasses } from '#modules/telemetry/definitions/bypasses'
import { listenToBypasses } from '#modules/telemetry/listeners/on_bypasses'
import { listenToStays } from '#modules/telemetry/listeners/on_stays'
import { listenToDoors } from '#modules/telemetry/listeners/on_doors'
import { tellAlarms } from '#modules/telemetry/listeners/on_unanswered'
import { alarmsTile, areaFacet, outputsTile, pointsTile } from '#modules/telemetry/queries/board_tiles'
import { alarmsPerDay, coverage, minutesToAcknowledge } from '#modules/telemetry/queries/kpis'
import { registerSight } from '#app/board/blind_spots'
import { telemetrySight } from '#modules/telemetry/queries/sight'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { registerTelemetryRules } from '#modules/telemetry/rules'
import { Scrub } from '#modules/telemetry/scrub'
import { TransitionQueue } from '#modules/telemetry/transition_queue'

const SILENT_MS = 3_000

let host: EngineHost | null = null
let queue: TransitionQueue | null = null
let watch: EngineWatch | null = null
let minder: AlarmMinder | null = null
let scrub: Scrub | null = null

export const room: Room = {
  name: 'telemetry',
  register() {
    registerSourceDefinitions()
    registerOutputDefinitions()
    registerPointDefinitions()
    registerMqttDeviceDefinitions()
    registerPointImport()
    registerTile('alarms', alarmsTile)
    registerTile('points', pointsTile)
    registerTile('outputs', outputsTile)
    registerAreaFacet('telemetry', areaFacet)
    registerSight('telemetry', telemetrySight)
    registerKpi({ code: 'telemetry.alarms_per_day', unit: '1/d', target: 150, good: 'down', compute: alarmsPerDay })
    registerKpi({ code: 'telemetry.acknowledge_minutes', unit: 'min', target: 5, good: 'down', compute: minutesToAcknowledge })
    registerKpi({ code: 'telemetry.coverage', unit: '%', target: 100, good: 'up', compute: coverage })
    registerHeart('engine', () => ({ ok: (engineLink.ageMs ?? Infinity) < SILENT_MS, ageMs: engineLink.ageMs }))
    registerHeart('historian', () => ({
      ok: engineLink.stats !== null && !engineLink.stats.storageFull,
      ageMs: engineLink.ageMs,
      detail: historyKeeper.status ? `cleared up to ${new Date(historyKeeper.status.roundEndedAt ?? 0).toISOString()}, ${historyKeeper.status.removed} rows` : undefined,
    }))
    registerHeart('broker', () => ({ ok: engineLink.stats !== null && (typeof host?.mqttPort === 'number' || engineLink.stats.brokerClients > 0), ageMs: engineLink.ageMs }))
    registerIndicator(limitIndicator)
    listenToChannels()
    listenToDoors()
    tellAlarms()
    registerBypasses()
    listenToBypasses()
    listenToStays()
    registerTelemetryRules()
  },

  async ready() {
    const url = env.get('MQTT_URL')
    const mqtt = url
      ? { url, username: env.get('MQTT_USERNAME'), password: env.get('MQTT_PASSWORD') }
      : { host: env.get('MQTT_HOST', '127.0.0.1'), port: env.get('MQTT_PORT', 1883) }
    const started = new EngineHost({ historyFile: dataPath('history.sqlite'), mqtt })
    queue = new TransitionQueue((seq) => started.committed(seq))
    started.on('transition', ({ journalSeq, transition }) => queue?.push(journalSeq, transition))
    watch = new EngineWatch(started)
    minder = new AlarmMinder()
    minder.start()
    host = started
    engineLink.connect(started)
    onDeliverySpent((event, subscriber) => {
      void transact((tx) => raiseSystemAlarm(tx, { kind: 'duty_spent', about: `${event}:${subscriber}`, priority: 2 })).catch((error: unknown) =>
        logger.error({ err: error }, 'a spent delivery could not be told')
      )
    })
    try {
      const config = await buildEngineConfig()
      watch.start(config.version)
      await started.start(config)
      historyKeeper.start(started)
      scrub = new Scrub(started)
      scrub.start()
    } catch (error) {
      // The server serves people all the same: they must see that the engine is dead.
      logger.error({ err: error }, 'the engine did not start')
      await watch.engineDead()
    }
  },

  async shutdown() {
    watch?.stop()
    await minder?.stop()
    historyKeeper.stop()
    scrub?.stop()
    engineLink.disconnect()
    await host?.stop()
    await queue?.stop()
  },
}
