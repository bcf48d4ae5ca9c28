import type { CalendarFacts, Formula, ReadyComparison } from '#app/rules/index'

/**
 * The hatch between the web thread and the engine thread: typed messages of plain data. Configuration goes down, alarm
 * transitions, output results and point snapshots come up. Nothing else is shared.
 */

export type Quality = 'good' | 'uncertain' | 'bad'

/** `unknown`: missing, stale, frozen, out of range or not a number. Never read as "fine". */
export type Verdict = 'holds' | 'pending' | 'clear' | 'unknown'

export type ValueType = 'bool' | 'int16' | 'uint16' | 'int32' | 'uint32' | 'float32'
export type WordOrder = 'ABCD' | 'CDAB' | 'BADC' | 'DCBA'

export interface RegisterMapping {
  point: string
  unitId: number
  /** Modbus function that reads it. */
  function: 1 | 2 | 3 | 4
  /** 0-based, as on the wire. */
  address: number
  type: ValueType
  wordOrder: WordOrder
  /** value = raw * scale + offset */
  scale: number
  offset: number
  pollClass: string
  /** A value nearer to zero than this, and not zero, is none: words in the wrong order look like that. */
  finest?: number
}

export interface ModbusSourceConfig {
  /** Modbus TCP, or RTU frames over a TCP connection (serial gateways). */
  kind: 'modbus_tcp' | 'modbus_rtu_tcp'
  code: string
  host: string
  port: number
  timeoutMs: number
  /** Poll class to interval, milliseconds. */
  pollClasses: Record<string, number>
  registers: RegisterMapping[]
}

export interface MqttSourceConfig {
  kind: 'mqtt'
  code: string
  /** Topic with `+` for each variable level, e.g. `plant/+/+/+`. */
  topic: string
  /** How a topic's levels make the point's code, `{1}` the first `+`: `{1}.{2}.{3}`. */
  pointPattern: string
  /** Dotted paths in the JSON payload. */
  valuePath: string
  timePath: string | null
  qualityPath: string | null
}

export interface SparkplugSourceConfig {
  kind: 'sparkplug_b'
  code: string
  group: string
  /** `{1}` group, `{2}` edge node, `{3}` device, `{4}` metric. */
  pointPattern: string
}

/** Others send by themselves, to `POST /api/v1/readings`: a MES, a laboratory, a gateway of its own make. */
export interface HttpSourceConfig {
  kind: 'http'
  code: string
  /** No reading of any of its points for this long, and it is lost; null where silence is usual. */
  silentAfterMs: number | null
}

/** A recording that is played as if it came now: for drills and acceptance. */
export interface ReplaySourceConfig {
  kind: 'replay'
  code: string
  path: string
  /** Times as fast as it was recorded. */
  speed: number
  repeat: boolean
}

export type SourceConfig = ModbusSourceConfig | MqttSourceConfig | SparkplugSourceConfig | HttpSourceConfig | ReplaySourceConfig

export interface PointConfig {
  code: string
  areaCode: string
  unit: string
  /** Physical range: outside it the value is bad. */
  min: number
  max: number
  /** Older than this, milliseconds, and the point is `unknown`. */
  staleAfterMs: number
  /** Not changed at all for this long, milliseconds: frozen, `unknown`; null where a constant value is usual. */
  frozenAfterMs: number | null
  /** Values that say "I have none": what a device writes for a broken sensor or while it warms up. */
  invalidValues?: readonly number[]
  sourceCode: string
  /** Its calibration or bump test is due: what it says is uncertain, and still counts as an alarm. */
  checkDue?: boolean
}

export type Comparison = '>' | '>=' | '<' | '<='

/** One alarm condition on one point. */
export interface ConditionConfig {
  code: string
  pointCode: string
  /** What is compared with the limit: the value itself (unless said otherwise), or its change for each minute. */
  measure?: 'value' | 'rate'
  rateWindowMs?: number
  op: Comparison
  limit: number
  /** A rule over several points in place of the one limit; input 0 is the point itself, the others stand in `others`. */
  formula?: Formula<ReadyComparison> | null
  others?: string[]
  /** The hours of a rule: outside of them nothing begins. */
  hours?: CalendarFacts | null
  /** Good samples in a row beyond the limit until it holds. */
  consecutive: number
  /** How far back inside the limit the value must come to clear. */
  deadband: number
  /** How long the value must stand beyond the limit, and back inside it; time passing alone decides. */
  onDelayMs?: number
  offDelayMs?: number
  /** Expression over `points` (code to value): where it is true the alarm makes no sense; what is not known suppresses nothing. */
  suppressWhen?: string | null
  /** Out of service until this instant. */
  outOfServiceUntil?: number | null
  priority: 1 | 2 | 3 | 4
  /** Subject of the alarm, matched by responses of other rooms: `gas`, `temperature`, `pressure`, `level`, … */
  alarmClass: string
  /** Outputs that are switched on by the engine itself, at once. */
  outputs: string[]
}

export interface OutputConfig {
  code: string
  areaCode: string
  kind: 'siren' | 'beacon' | 'fan' | 'door' | 'other'
  /** How it is commanded and read back. */
  wire:
    | { kind: 'mqtt'; commandTopic: string; stateTopic: string }
    | { kind: 'modbus'; sourceCode: string; unitId: number; coil: number; readbackCoil: number }
  /** Longest time until the read-back must show the value; then two retries, then it has failed. */
  confirmWithinMs: number
  ttlMs: number
}

export interface MqttCredential {
  username: string
  /** SHA-256 hex of the device's secret. */
  secretHash: string
  /** Topic prefixes it may publish to and subscribe to. */
  publish: string[]
  subscribe: string[]
}

/** An output that must not be switched on, and a point whose value a person gives: both until an instant (epoch ms). */
export interface InhibitConfig {
  output: string
  until: number
}
export interface SubstituteConfig {
  point: string
  value: number
  since: number
  until: number
}

export interface EngineConfig {
  version: number
  sources: SourceConfig[]
  points: PointConfig[]
  conditions: ConditionConfig[]
  outputs: OutputConfig[]
  mqttCredentials: MqttCredential[]
  inhibits: InhibitConfig[]
  substitutes: SubstituteConfig[]
}

/** Web thread to engine. */
export type Downward =
  | { type: 'configure'; config: EngineConfig }
  /** Readings that came over HTTP; answered by `ingested` with the same id once they are committed. */
  | { type: 'ingest'; id: string; readings: { point: string; value: number; ts: number; quality: Quality }[] }
  /** `cause` says who or what wanted it: an account's name or an alarm id. */
  | { type: 'command_output'; id: string; output: string; value: boolean; cause: string }
  /** An invented reading of a drill: through the conditions, and no further; outputs only where that was asked for. */
  | { type: 'drill'; drillId: string; point: string; value: number; realOutputs: boolean }
  | { type: 'drill_end' }
  /** The transition with this journal sequence is committed in plant.sqlite. */
  | { type: 'committed'; journalSeq: number }
  | { type: 'snapshot'; id: string }
  | { type: 'probe'; id: string; source: string }
  /** Raw registers of a range, mapped to points or not. */
  | { type: 'look'; id: string; source: string; range: RegisterRange }
  /** A new historian took the place of one that died; `port` is a MessagePort to it. */
  | { type: 'historian'; port: unknown }
  | { type: 'stop' }

export interface PointSnapshot {
  code: string
  value: number | null
  quality: Quality
  /** Why the quality is not good. */
  fault: 'never_read' | 'stale' | 'frozen' | 'out_of_range' | 'not_a_number' | 'device' | 'lost' | 'substituted' | null
  /** Instant of the last sample, and of the last good one. */
  ts: number | null
  lastGoodTs: number | null
}

/** A journalled change that the web thread turns into rows of plant.sqlite, in order, each exactly once. */
export type Transition =
  | {
      kind: 'alarm_raised'
      condition: string
      point: string
      value: number
      /** Instant of the sample that raised it, and of the decision. */
      sampleTs: number
      at: number
    }
  | { kind: 'alarm_cleared'; condition: string; point: string; value: number; sampleTs: number; at: number }
  /** The point went `unknown` or came back; raised once each way. */
  | { kind: 'point_lost'; point: string; fault: NonNullable<PointSnapshot['fault']>; at: number }
  | { kind: 'point_found'; point: string; at: number }
  | { kind: 'source_lost'; source: string; error: string; at: number }
  | { kind: 'source_found'; source: string; at: number }
  | { kind: 'output_commanded'; output: string; commandId: string; value: boolean; cause: string; at: number }
  | { kind: 'output_confirmed'; output: string; commandId: string; value: boolean; at: number }
  | { kind: 'drill_raised'; drill: string; condition: string; point: string; value: number; at: number }
  /** It was called for while it is inhibited: it did not run. */
  | { kind: 'output_withheld'; output: string; cause: string; at: number }
  | { kind: 'output_failed'; output: string; commandId: string; value: boolean; attempts: number; at: number }
  /** The engine was down between these instants. */
  | { kind: 'engine_restarted'; since: number; at: number }
  /** The wall clock was set while we ran, by so much: back when negative. */
  | { kind: 'clock_stepped'; byMs: number; at: number }

export interface RegisterRange {
  unitId: number
  function: 1 | 2 | 3 | 4
  address: number
  count: number
}

export interface RegisterProbe {
  point: string
  address: number
  raw: number[]
  decoded: Record<WordOrder, number> | null
  value: number | null
}

/** Engine to web thread. */
export type Upward =
  /** The history is read; a configuration may come. */
  | { type: 'restored' }
  | { type: 'ready'; mqttPort: number | null }
  | { type: 'transition'; journalSeq: number; transition: Transition }
  | { type: 'ingested'; id: string; accepted: number; rejected: { index: number; code: string }[] }
  | { type: 'snapshot'; id: string; points: PointSnapshot[]; outputs: OutputSnapshot[]; stats: EngineStats }
  | { type: 'looked'; id: string; words: number[] | null; error: string | null }
  | { type: 'probed'; id: string; registers: RegisterProbe[]; error: string | null }
  /** Once a second; a silence of three is a dead engine. */
  | { type: 'heartbeat'; at: number; stats: EngineStats }

export interface OutputSnapshot {
  code: string
  commanded: boolean | null
  actual: boolean | null
  state: 'idle' | 'waiting' | 'confirmed' | 'failed' | 'unknown'
  at: number | null
}

export interface EngineStats {
  readingsPerSecond: number
  pending: number
  historianAt: number | null
  brokerClients: number
  loopDelayMaxMs: number
  storageFull: boolean
  /** Readings that could not be kept since the start. */
  dropped: number
}
