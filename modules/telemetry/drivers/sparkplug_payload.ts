import sparkplug from 'sparkplug-payload'
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js'
import type { Quality } from '#modules/telemetry/engine/port'

const { Payload } = proto.org.eclipse.tahu.protobuf
type Metric = InstanceType<typeof Payload.Metric>

/** Data types whose 32-bit word carries a sign: Int8, Int16, Int32. */
const SIGNED = new Set([1, 2, 3])
const INT64 = 4
const GOOD = 192
const STALE = 500

export interface SparkplugMetric {
  /** Null in data messages that name it by its alias only. */
  name: string | null
  alias: string | null
  /** 0 where the message leaves it to the birth. */
  type: number
  /** The number in it, by the data type that its birth or itself gives. */
  value(type: number): number
  ts: number | null
  historical: boolean
  quality: Quality
}

export interface SparkplugMessage {
  ts: number | null
  seq: number | null
  metrics: SparkplugMetric[]
}

const has = (message: object, field: string): boolean => Object.hasOwn(message, field)
const asNumber = (value: unknown): number => (value === null || value === undefined ? Number.NaN : Number(value))

/** The metric's number. The library's own decoding gives nothing where a data message leaves the type to its birth. */
function valueOf(metric: Metric, type: number): number {
  if (metric.isNull) return Number.NaN
  if (has(metric, 'intValue')) return SIGNED.has(type) ? Number(metric.intValue) | 0 : Number(metric.intValue)
  if (has(metric, 'longValue')) return type === INT64 ? Number(BigInt.asIntN(64, BigInt(String(metric.longValue)))) : Number(metric.longValue)
  if (has(metric, 'floatValue')) return Number(Number(metric.floatValue).toPrecision(7))
  if (has(metric, 'doubleValue')) return Number(metric.doubleValue)
  if (has(metric, 'booleanValue')) return metric.booleanValue ? 1 : 0
  return Number.NaN
}

/** The property `Quality`, where the device gives one: 192 good, 0 bad, 500 stale. */
function qualityOf({ properties }: Metric): Quality {
  const place = properties?.keys?.indexOf('Quality') ?? -1
  const stated = place < 0 ? null : properties?.values?.[place]
  if (!stated) return 'good'
  const code = Number(stated.intValue ?? stated.longValue)
  if (code === GOOD) return 'good'
  return code === 0 || code === STALE ? 'bad' : 'uncertain'
}

/** A Sparkplug B payload; null when it is none. */
export function readSparkplug(bytes: Buffer): SparkplugMessage | null {
  try {
    const message = Payload.decode(bytes)
    return {
      ts: has(message, 'timestamp') ? asNumber(message.timestamp) : null,
      seq: has(message, 'seq') ? asNumber(message.seq) : null,
      metrics: message.metrics.map((one) => {
        const metric = one as Metric
        return {
          name: metric.name || null,
          alias: has(metric, 'alias') ? String(metric.alias) : null,
          type: metric.datatype ?? 0,
          value: (type) => valueOf(metric, type),
          ts: has(metric, 'timestamp') ? asNumber(metric.timestamp) : null,
          historical: metric.isHistorical === true,
          quality: qualityOf(metric),
        }
      }),
    }
  } catch {
    return null
  }
}

/** "Be born again": what a host sends when it has missed something. */
export function rebirthCommand(now: number): Buffer {
  const metrics = [{ name: 'Node Control/Rebirth', type: 'Boolean' as const, value: true, timestamp: now }]
  return Buffer.from(sparkplug.get('spBv1.0')!.encodePayload({ timestamp: now, metrics }))
}
