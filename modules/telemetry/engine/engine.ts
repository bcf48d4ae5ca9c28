import { clock } from '#app/kernel/clock'
import { ClockWatch } from '#app/kernel/clock_watch'
import { slide } from '#app/rules/index'
import type { RawReading } from '#modules/telemetry/drivers/driver'
import { readState } from '#modules/telemetry/drivers/mqtt_payload'
import type { Broker, Delivery } from '#modules/telemetry/broker/broker'
import { TopicBus } from '#modules/telemetry/broker/topic_bus'
import { elapsePoint, evaluatePoint, type EvaluationEffects } from '#modules/telemetry/engine/evaluate_point'
import { DrillShadow } from '#modules/telemetry/engine/drill'
import { AHEAD_MS, instantOf, judgeValue, TOO_OLD_MS } from '#modules/telemetry/engine/judge_sample'
import { OutputTable, type OutputCommand } from '#modules/telemetry/engine/output_table'
import { PointTable, type PointState } from '#modules/telemetry/engine/point_table'
import type { Downward, EngineConfig, OutputConfig, SubstituteConfig, Transition } from '#modules/telemetry/engine/port'
import { conditionsBeyond, Substitutes } from '#modules/telemetry/engine/substitutes'
import { Recorder } from '#modules/telemetry/engine/recorder'
import { SourceRunners } from '#modules/telemetry/engine/source_runner'
import { Suppressions } from '#modules/telemetry/engine/suppression'
import type { Batch, Restored } from '#modules/telemetry/historian/messages'

const READ_BACK_EVERY_MS = 500

/**
 * The plant side as one object: readings in, states in memory, conditions evaluated at once, outputs driven. It waits for
 * nothing: what must be remembered goes to the recorder, and on from there.
 */
export class Engine {
  readonly points: PointTable
  readonly outputs: OutputTable
  readonly substitutes = new Substitutes()
  readonly shadow = new DrillShadow()
  readonly sources: SourceRunners
  readonly recorder: Recorder
  /** What the broker's messages come in by. */
  readonly bus = new TopicBus()
  accepted = 0
  #stateTopics: (() => void)[] = []
  #lastSeq: number
  #readBackAt = 0
  /** Delays are measured by this: an instant that no clock that is set can move, and that a restart can go on from. */
  #steadyBase = clock.now() - clock.monotonic()
  #suppressions = new Suppressions((code) => {
    const point = this.points.get(code)
    return point?.quality === 'good' ? point.value : null
  })
  #clockWatch = new ClockWatch()
  /** Outputs whose read-back is under way. */
  #reading = new Set<string>()

  constructor(
    restored: Restored,
    private broker: () => Broker | null,
    hatch: { send(batch: Batch): void; transition(seq: number, transition: Transition): void }
  ) {
    this.#lastSeq = restored.lastSeq
    this.recorder = new Recorder(restored.lastBatch, (batch) => hatch.send(batch), hatch.transition)
    this.points = new PointTable(restored, (id, code) => this.recorder.newPoint(id, code))
    this.outputs = new OutputTable(restored.outputs, (config, command) => this.#write(config, command), (transition) => this.tell(transition))
    this.sources = new SourceRunners({
      bus: this.bus,
      lost: new Set(restored.losses.filter(({ kind }) => kind === 'source').map(({ code }) => code)),
      ingest: (readings) => this.ingest(readings),
      gone: (points) => this.#gone(points),
      publish: (topic, payload) => this.broker()?.publish(topic, payload),
      tell: (transition) => this.tell(transition),
    })
  }

  async configure(config: EngineConfig): Promise<void> {
    this.points.configure(config.points, config.conditions)
    this.outputs.configure(config.outputs)
    this.outputs.inhibit(config.inhibits)
    for (const given of this.substitutes.configure(config.substitutes)) this.#substitute(given)
    for (const end of this.#stateTopics) end()
    this.#stateTopics = config.outputs.flatMap(({ code, wire }) => {
      if (wire.kind !== 'mqtt') return []
      return this.bus.listen(wire.stateTopic, (_, payload, _variables, delivery) => this.#readBack(code, payload, delivery))
    })
    await this.sources.configure(config.sources)
  }

  /**
   * Takes readings in order, evaluated when this returns; resolves when they are on disk, rejects when there is no room.
   * Codes that nobody configured are passed over.
   */
  ingest(readings: readonly RawReading[]): Promise<void> {
    this.#watchClock()
    const now = clock.now()
    let kept = true
    for (const reading of readings) {
      const point = this.points.get(reading.point)
      if (point) kept = this.#take(point, reading, now) && kept
    }
    return kept ? this.recorder.settled() : Promise.reject(new Error('there is no room for readings'))
  }

  /** Readings that somebody sent to us: their sources are alive. */
  pushed(readings: readonly RawReading[]): void {
    const sources = new Set(readings.map(({ point }) => this.points.get(point)?.config.sourceCode))
    for (const source of sources) if (source !== undefined) this.sources.pushed(source)
  }

  /** A new history knows nothing: which points there are, and how far their conditions had counted. */
  declareAgain(): void {
    for (const { id, config, conditions } of this.points.all()) {
      this.recorder.newPoint(id, config.code)
      for (const { config: condition, state } of conditions) this.recorder.condition(condition.code, state)
    }
  }

  /** Records a transition; it goes up once it is in the journal. */
  tell(transition: Transition): void {
    // Unique for good, even when a restart finds a journal that missed the last ones.
    this.#lastSeq = Math.max(this.#lastSeq + 1, clock.now() * 1_000)
    this.recorder.transition(this.#lastSeq, transition)
  }

  /** Called several times a second: time passing alone makes points unknown and outputs fail. */
  tick(): void {
    const now = clock.monotonic()
    this.#watchClock()
    for (const point of this.points.all()) {
      this.#age(point, now)
      elapsePoint(point, this.#steadyBase + now, this.#effects)
    }
    this.outputs.tick()
    this.recorder.tick()
    if (now - this.#readBackAt >= READ_BACK_EVERY_MS) {
      this.#readBackAt = now
      for (const { config } of this.outputs.all()) void this.#readCoil(config)
    }
  }

  /** False when it could not be kept. Evaluated all the same. */
  #take(point: PointState, reading: RawReading, now: number): boolean {
    const ts = instantOf(reading.ts, now)
    // Restored from before a clock was set back while nobody ran.
    if (point.ts !== null && point.ts > now + AHEAD_MS) point.ts = now - 1
    if (point.ts !== null && ts === point.ts) return true
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
    const substituted = this.substitutes.of(reading.point) !== null
    const good = point.fault === null && reading.quality === 'good' && !substituted
    point.quality = point.fault ? 'bad' : point.config.checkDue || substituted ? 'uncertain' : reading.quality
    if (good && point.conditions.some(({ config }) => config.measure === 'rate'))
      point.rateWindow = slide(point.rateWindow, { at: ts, value: reading.value })
    evaluatePoint(point, reading.value, good, ts, this.#steadyBase + takenAt, this.#effects)
    if (good) {
      point.lastGoodTs = ts
      point.goodAt = takenAt
      if (point.lost && monotonic - takenAt <= point.config.staleAfterMs) {
        point.lost = false
        this.tell({ kind: 'point_found', point: point.config.code, at: now })
      }
    }
    return this.recorder.reading(point.id, ts, reading.value, point.quality)
  }

  /** An invented reading: what it would have raised is told as a drill, and nothing of the plant's own state changes. */
  drill({ drillId, point: code, value, realOutputs }: Extract<Downward, { type: 'drill' }>): void {
    const point = this.points.get(code)
    if (!point) return
    const at = this.#steadyBase + clock.monotonic()
    for (const { code: condition, outputs } of this.shadow.take(point, value, (config) => ({ at, suppressed: this.#effects.isSuppressed(config) }))) {
      if (realOutputs) for (const output of outputs) this.outputs.command(output, true, `drill:${drillId}`)
      this.tell({ kind: 'drill_raised', drill: drillId, condition, point: code, value, at: clock.now() })
    }
  }

  /** A value that a person gives: kept in the history as uncertain, and bad news counts. */
  #substitute({ point: code, value, since }: SubstituteConfig): void {
    const point = this.points.get(code)
    if (!point) return
    for (const { code: condition, outputs } of conditionsBeyond(point, value, this.#effects.isSuppressed)) {
      for (const output of outputs) this.#effects.switchOn(output, `condition:${condition}`)
      this.tell({ kind: 'alarm_raised', condition, point: code, value, sampleTs: since, at: clock.now() })
    }
    for (const { config, state } of point.conditions) if (state.active) this.#effects.remember(config, state)
    this.recorder.reading(point.id, since, value, 'uncertain')
  }

  #effects: EvaluationEffects = {
    isSuppressed: (condition) => this.#suppressions.holds(condition, clock.now()),
    switchOn: (output, cause) => void this.outputs.command(output, true, cause),
    tell: (transition) => this.tell(transition),
    remember: ({ code }, state) => this.recorder.condition(code, state),
  }

  /**
   * Set back, the wall clock would make every sample of the present older than the last one, and the plant blind until
   * that hour has come again: what was taken in the hour that never was, counts as of now.
   */
  #watchClock(): void {
    const byMs = this.#clockWatch.look()
    if (byMs === 0) return
    const now = clock.now()
    if (byMs < 0) for (const point of this.points.all()) if (point.ts !== null && point.ts > now) point.ts = now - 1
    this.tell({ kind: 'clock_stepped', byMs, at: now })
  }

  #age(point: PointState, now: number): void {
    if (now - point.goodAt <= point.config.staleAfterMs && point.fault !== 'frozen') return
    if (point.quality !== 'bad') point.fault = 'stale'
    this.#lose(point)
  }

  #gone(points: readonly string[]): void {
    for (const code of points) {
      const point = this.points.get(code)
      if (!point) continue
      point.fault = 'lost'
      this.#lose(point)
    }
  }

  #lose(point: PointState): void {
    point.quality = 'bad'
    if (point.known?.good) point.known = { ...point.known, good: false }
    if (point.lost) return
    point.lost = true
    this.tell({ kind: 'point_lost', point: point.config.code, fault: point.fault ?? 'stale', at: clock.now() })
  }

  #write(config: OutputConfig, command: OutputCommand): void {
    const { wire } = config
    if (wire.kind === 'mqtt') return this.broker()?.publish(wire.commandTopic, JSON.stringify(command))
    const written = this.sources.switching(wire.sourceCode)?.writeCoil(wire.unitId, wire.coil, command.value)
    void written?.then(
      () => this.#readCoil(config),
      () => undefined
    )
  }

  /** Whatever goes wrong here shows as a read-back that does not come. One at a time: a silent device gathers no queue. */
  async #readCoil({ code, wire }: OutputConfig): Promise<void> {
    if (wire.kind !== 'modbus' || this.#reading.has(code)) return
    this.#reading.add(code)
    const actual = await this.sources.switching(wire.sourceCode)?.readCoil(wire.unitId, wire.readbackCoil).catch(() => undefined)
    this.#reading.delete(code)
    if (actual !== undefined) this.outputs.readBack(code, actual)
  }

  /** What a broker kept says how the device once was: it confirms nothing. */
  #readBack(output: string, payload: Buffer, delivery: Delivery): void {
    if (delivery === 'kept') return
    const state = readState(payload)
    if (state !== null) this.outputs.readBack(output, state)
  }
}
