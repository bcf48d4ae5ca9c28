import { clock } from '#app/kernel/clock'
import type { RawReading } from '#modules/telemetry/drivers/driver'
import { readMessage } from '#modules/telemetry/drivers/mqtt_payload'
import type { Broker } from '#modules/telemetry/broker/broker'
import { evaluatePoint, type EvaluationEffects } from '#modules/telemetry/engine/evaluate_point'
import { instantOf, judgeValue, TOO_OLD_MS } from '#modules/telemetry/engine/judge_sample'
import { OutputTable, type OutputCommand } from '#modules/telemetry/engine/output_table'
import { PointTable, type PointState } from '#modules/telemetry/engine/point_table'
import type { EngineConfig, MqttSourceConfig, OutputConfig, Transition } from '#modules/telemetry/engine/port'
import { Recorder } from '#modules/telemetry/engine/recorder'
import { SourceRunners } from '#modules/telemetry/engine/source_runner'
import type { Batch, Restored } from '#modules/telemetry/historian/messages'

const READ_BACK_EVERY_MS = 500

/**
 * The plant side as one object: readings in, states in memory, conditions evaluated at once, outputs driven. It waits for
 * nothing: what must be remembered goes to the recorder, and on from there.
 */
export class Engine {
  readonly points: PointTable
  readonly outputs: OutputTable
  readonly sources: SourceRunners
  readonly recorder: Recorder
  accepted = 0
  #mqttSources: MqttSourceConfig[] = []
  #stateTopics = new Map<string, string>()
  #lastSeq: number
  #readBackAt = 0

  constructor(
    restored: Restored,
    private broker: () => Broker | null,
    private hatch: { send(batch: Batch): void; transition(seq: number, transition: Transition): void }
  ) {
    this.#lastSeq = restored.lastSeq
    this.recorder = new Recorder(
      restored.lastBatch,
      (batch) => hatch.send(batch),
      (stored) => stored.forEach(({ seq, transition }) => hatch.transition(seq, transition))
    )
    this.points = new PointTable(restored, (id, code) => this.recorder.newPoint(id, code))
    this.outputs = new OutputTable((config, command) => this.#write(config, command), (transition) => this.tell(transition))
    this.sources = new SourceRunners((readings) => this.ingest(readings), (transition) => this.tell(transition))
  }

  async configure(config: EngineConfig): Promise<void> {
    this.points.configure(config.points, config.conditions)
    this.outputs.configure(config.outputs)
    this.#mqttSources = config.sources.filter((source): source is MqttSourceConfig => source.kind === 'mqtt')
    this.#stateTopics = new Map(
      config.outputs.flatMap(({ code, wire }) => (wire.kind === 'mqtt' ? [[wire.stateTopic, code] as const] : []))
    )
    await this.sources.configure(config.sources)
  }

  /** Topics that an external broker has to send us. */
  get topics(): string[] {
    return [...this.#mqttSources.map((source) => source.topic), ...this.#stateTopics.keys()]
  }

  /**
   * A message from the broker. The promise resolves when the reading is on disk; for QoS 0 there is nothing to wait for
   * until too much is waiting.
   */
  message(topic: string, payload: Buffer, qos: number): Promise<void> | void {
    const output = this.#stateTopics.get(topic)
    if (output !== undefined) return this.#readBack(output, topic, payload)
    for (const source of this.#mqttSources) {
      const reading = readMessage(source, topic, payload)
      if (!reading) continue
      const stored = this.ingest([reading])
      return qos > 0 || this.recorder.overloaded ? stored : undefined
    }
  }

  /** Takes readings in order; resolves when they are on disk. Codes that nobody configured are passed over. */
  ingest(readings: readonly RawReading[]): Promise<void> {
    const now = clock.now()
    for (const reading of readings) {
      const point = this.points.get(reading.point)
      if (point) this.#take(point, reading, now)
    }
    return this.recorder.settled()
  }

  /** Records a transition and sends it up once it is in the journal; without storage, at once. */
  tell(transition: Transition): void {
    // Unique for good, even when a restart finds a journal that missed the last ones.
    this.#lastSeq = Math.max(this.#lastSeq + 1, clock.now() * 1_000)
    if (this.recorder.storageFull) this.hatch.transition(this.#lastSeq, transition)
    this.recorder.transition(this.#lastSeq, transition)
  }

  /** Called several times a second: time passing alone makes points unknown and outputs fail. */
  tick(): void {
    const now = clock.monotonic()
    for (const point of this.points.all()) this.#age(point, now)
    this.outputs.tick()
    if (now - this.#readBackAt >= READ_BACK_EVERY_MS) {
      this.#readBackAt = now
      for (const { config } of this.outputs.all()) void this.#readCoil(config)
    }
  }

  #take(point: PointState, reading: RawReading, now: number): void {
    const ts = instantOf(reading.ts, now)
    if (point.ts !== null && ts === point.ts) return
    this.accepted += 1
    const fault = judgeValue(reading.value, reading.quality, point.config)
    const late = (point.ts !== null && ts < point.ts) || now - ts > TOO_OLD_MS
    if (late) return this.recorder.reading(point.id, ts, reading.value, fault ? 'bad' : reading.quality)

    const monotonic = clock.monotonic()
    const takenAt = monotonic - Math.max(0, now - ts)
    if (reading.value !== point.value) point.changedAt = takenAt
    const frozen = point.config.frozenAfterMs !== null && takenAt - point.changedAt > point.config.frozenAfterMs
    point.value = Number.isFinite(reading.value) ? reading.value : null
    point.ts = ts
    point.fault = fault ?? (frozen ? 'frozen' : null)
    point.quality = point.fault ? 'bad' : reading.quality
    const good = point.quality === 'good'
    evaluatePoint(point, reading.value, good, ts, this.#effects)
    this.recorder.reading(point.id, ts, reading.value, point.quality)
    if (!good) return

    point.lastGoodTs = ts
    point.goodAt = takenAt
    if (point.lost && monotonic - takenAt <= point.config.staleAfterMs) {
      point.lost = false
      this.tell({ kind: 'point_found', point: point.config.code, at: now })
    }
  }

  #effects: EvaluationEffects = {
    switchOn: (output, cause) => void this.outputs.command(output, true, cause),
    tell: (transition) => this.tell(transition),
    remember: ({ code }, state) => this.recorder.condition(code, state),
  }

  #age(point: PointState, now: number): void {
    if (now - point.goodAt <= point.config.staleAfterMs) return
    if (point.quality === 'good') point.fault = 'stale'
    point.quality = 'bad'
    if (point.lost) return
    point.lost = true
    this.tell({ kind: 'point_lost', point: point.config.code, fault: point.fault ?? 'stale', at: clock.now() })
  }

  #write(config: OutputConfig, command: OutputCommand): void {
    const { wire } = config
    if (wire.kind === 'mqtt') return this.broker()?.publish(wire.commandTopic, JSON.stringify(command))
    const written = this.sources.driver(wire.sourceCode)?.writeCoil(wire.unitId, wire.coil, command.value)
    void written?.then(() => this.#readCoil(config), () => undefined)
  }

  /** Whatever goes wrong here shows as a read-back that does not come. */
  async #readCoil({ code, wire }: OutputConfig): Promise<void> {
    if (wire.kind !== 'modbus') return
    const actual = await this.sources.driver(wire.sourceCode)?.readCoil(wire.unitId, wire.readbackCoil).catch(() => undefined)
    if (actual !== undefined) this.outputs.readBack(code, actual)
  }

  #readBack(output: string, topic: string, payload: Buffer): void {
    const source: MqttSourceConfig = { kind: 'mqtt', code: '', topic, pointPattern: '', valuePath: 'v', timePath: null, qualityPath: null }
    const reading = readMessage(source, topic, payload)
    if (reading && Number.isFinite(reading.value)) this.outputs.readBack(output, reading.value !== 0)
  }
}
