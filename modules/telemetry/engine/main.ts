import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { clock } from '#app/kernel/clock'
import { EmbeddedBroker } from '#modules/telemetry/broker/embedded'
import { ExternalBroker } from '#modules/telemetry/broker/external'
import type { BrokerEvents } from '#modules/telemetry/broker/broker'
import { Engine } from '#modules/telemetry/engine/engine'
import { snapshotOf } from '#modules/telemetry/engine/point_table'
import type { Downward, EngineConfig, EngineStats, Upward } from '#modules/telemetry/engine/port'
import type { EngineWorkerData } from '#modules/telemetry/engine/worker_data'
import type { FromHistorian, Restored, ToHistorian } from '#modules/telemetry/historian/messages'

/** Entry of the engine thread: joins the hatch, the historian, the broker and the engine itself. */
const TICK_MS = 200
const HEARTBEAT_MS = 1_000

const data = workerData as EngineWorkerData
let historian: MessagePort = data.historian
let engine: Engine | null = null
let unsent: Restored['journal'] = []
let lastAt: number | null = null
/** What came down before the history was read; bounded, the oldest go. */
const early: Downward[] = []
const MOST_EARLY = 100

const up = (message: Upward) => parentPort!.postMessage(message)
const toHistorian = (message: ToHistorian) => historian.postMessage(message)

const brokerEvents: BrokerEvents = {
  message: (topic, payload, delivery) => engine!.bus.dispatch(topic, payload, delivery),
  congestion: () => engine!.recorder.congestion(),
  connection: (connected, error) => engine!.bus.connection(connected, error),
}
const embedded = data.mqtt && 'host' in data.mqtt ? new EmbeddedBroker(data.mqtt, brokerEvents) : null
const external = data.mqtt && 'url' in data.mqtt ? new ExternalBroker(data.mqtt, brokerEvents) : null
const broker = embedded ?? external

function onHistorian(message: FromHistorian): void {
  if (message.type === 'stored') engine?.recorder.stored(message.batchId)
  else if (message.type === 'failed') engine?.recorder.failed(message.full)
  else if (!engine) begin(message.restored)
  else {
    engine.recorder.reconnect((batch) => toHistorian({ type: 'batch', batch }))
    if (message.restored.points.length === 0) engine.declareAgain()
  }
}

function begin(restored: Restored): void {
  unsent = restored.journal
  lastAt = restored.lastAt
  engine = new Engine(restored, () => broker, {
    send: (batch) => toHistorian({ type: 'batch', batch }),
    transition: (journalSeq, transition) => up({ type: 'transition', journalSeq, transition }),
  })
  up({ type: 'restored' })
  for (const message of early.splice(0)) void onHatch(message)
}

/** The first configuration starts everything; later ones change what differs. */
let started = false
async function configure(config: EngineConfig): Promise<void> {
  embedded?.allow(config.mqttCredentials)
  await engine!.configure(config)
  external?.listenTo(engine!.bus.patterns)
  if (started) return
  started = true
  for (const { seq, transition } of unsent) up({ type: 'transition', journalSeq: seq, transition })
  if (lastAt !== null) engine!.tell({ kind: 'engine_restarted', since: lastAt, at: clock.now() })
  resumeOutputs()
  await broker?.start()
  up({ type: 'ready', mqttPort: broker?.port ?? null })
}

/** After a restart the situation is judged anew: what a standing excursion needs, and nobody released, is commanded again. */
function resumeOutputs(): void {
  for (const point of engine!.points.all())
    for (const { config, state } of point.conditions)
      if (state.active)
        for (const output of config.outputs)
          if (!engine!.outputs.isReleased(output)) engine!.outputs.command(output, true, `condition:${config.code}`)
}

async function stop(): Promise<void> {
  for (const timer of timers) clearInterval(timer)
  await engine?.sources.stop()
  await broker?.stop()
  await Promise.race([engine?.recorder.settled(), new Promise((resolve) => setTimeout(resolve, 2_000))])
  toHistorian({ type: 'stop' })
  setTimeout(() => process.exit(0), 100)
}

type Ingest = Extract<Downward, { type: 'ingest' }>

/** Answered once they are stored; what can't be taken is named by its place. */
async function ingest(readings: Ingest['readings']): Promise<{ accepted: number; rejected: { index: number; code: string }[] }> {
  const refused = (code: string, which: (point: string) => boolean) =>
    readings.flatMap(({ point }, index) => (which(point) ? [{ index, code }] : []))
  const unknown = refused('unknown_point', (point) => engine!.points.get(point) === undefined)
  try {
    engine!.pushed(readings)
    await engine!.ingest(readings)
    return { accepted: readings.length - unknown.length, rejected: unknown }
  } catch {
    return { accepted: 0, rejected: refused('no_room', () => true) }
  }
}

async function onHatch(message: Downward): Promise<void> {
  if (!engine && message.type !== 'historian' && message.type !== 'stop') {
    early.push(message)
    if (early.length > MOST_EARLY) early.shift()
    return
  }
  switch (message.type) {
    case 'configure':
      return configure(message.config)
    case 'ingest':
      return up({ type: 'ingested', id: message.id, ...(await ingest(message.readings)) })
    case 'command_output':
      engine!.outputs.command(message.output, message.value, message.cause, message.id)
      return
    case 'drill':
      return engine!.drill(message)
    case 'drill_end':
      return engine!.shadow.end()
    case 'committed':
      return engine!.recorder.committed(message.journalSeq)
    case 'snapshot': {
      const points = Array.from(engine!.points.all(), (point) => engine!.substitutes.shown(snapshotOf(point)))
      return up({ type: 'snapshot', id: message.id, points, outputs: engine!.outputs.snapshots(), stats: stats() })
    }
    case 'probe':
      try {
        const driver = engine!.sources.driver(message.source)
        if (!driver) throw new Error(`${message.source} is not in service`)
        const registers = await driver.probe()
        return up({ type: 'probed', id: message.id, registers, error: null })
      } catch (error) {
        return up({ type: 'probed', id: message.id, registers: [], error: (error as Error).message })
      }
    case 'look':
      try {
        const driver = engine!.sources.switching(message.source)
        if (!driver) throw new Error(`${message.source} has no registers, or is not in service`)
        return up({ type: 'looked', id: message.id, words: await driver.look(message.range), error: null })
      } catch (error) {
        return up({ type: 'looked', id: message.id, words: null, error: (error as Error).message })
      }
    case 'historian':
      historian = message.port as MessagePort
      historian.on('message', onHistorian)
      return
    case 'stop':
      return stop()
  }
}

const delay = monitorEventLoopDelay({ resolution: 5 })
delay.enable()
let counted = 0
let rate = 0

function stats(): EngineStats {
  const storedAt = engine?.recorder.lastStoredAt ?? null
  return {
    readingsPerSecond: rate,
    pending: engine?.recorder.pendingRows ?? 0,
    historianAt: storedAt === null ? null : clock.now() - (clock.monotonic() - storedAt),
    brokerClients: broker?.clients ?? 0,
    loopDelayMaxMs: delay.max / 1e6,
    storageFull: engine?.recorder.storageFull ?? false,
    dropped: engine?.recorder.dropped ?? 0,
  }
}

const timers = [
  setInterval(() => started && engine!.tick(), TICK_MS),
  setInterval(() => {
    const accepted = engine?.accepted ?? 0
    rate = (accepted - counted) * (1_000 / HEARTBEAT_MS)
    counted = accepted
    up({ type: 'heartbeat', at: clock.now(), stats: stats() })
    delay.reset()
  }, HEARTBEAT_MS),
]

historian.on('message', onHistorian)
parentPort!.on('message', (message: Downward) => void onHatch(message))
