import type { MqttSourceConfig, Quality } from '#modules/telemetry/engine/port'
import type { RawReading } from '#modules/telemetry/drivers/driver'

/** A reading is a few numbers; what is larger is something else. */
const LARGEST_BYTES = 64 * 1024

/** The variable levels of `topic` under `pattern`, or null where it does not match: `+` is one level. */
export function matchTopic(pattern: string, topic: string): string[] | null {
  const wanted = pattern.split('/')
  const levels = topic.split('/')
  if (wanted.length !== levels.length) return null
  const variables: string[] = []
  for (const [index, level] of wanted.entries()) {
    if (level === '+') variables.push(levels[index]!)
    else if (level !== levels[index]) return null
  }
  return variables
}

/** `{1}.{2}.{3}` with the topic's variable levels put in. */
export function pointCode(pattern: string, variables: readonly string[]): string {
  return pattern.replaceAll(/\{(\d+)\}/g, (_, number) => variables[Number(number) - 1] ?? '')
}

/** The value at a dotted path of own properties; undefined where there is none. */
function at(payload: unknown, path: string): unknown {
  let value = payload
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

const asNumber = (value: unknown): number => {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
}

const asQuality = (value: unknown): Quality => (value === undefined || value === 'good' ? 'good' : value === 'uncertain' ? 'uncertain' : 'bad')

/**
 * The reading in a message; `variables` are the topic's variable levels. A payload that can't be read is a bad reading
 * of its point, not silence.
 */
export function readMessage(source: MqttSourceConfig, variables: readonly string[], payload: Buffer): RawReading {
  const point = pointCode(source.pointPattern, variables)
  const bad: RawReading = { point, value: Number.NaN, ts: null, quality: 'bad' }
  const message = parse(payload)
  if (message === undefined) return bad
  const ts = source.timePath === null ? null : asNumber(at(message, source.timePath))
  const quality = source.qualityPath === null ? 'good' : asQuality(at(message, source.qualityPath))
  return { point, value: asNumber(at(message, source.valuePath)), ts: ts !== null && Number.isFinite(ts) ? ts : null, quality }
}

/** What an output's device says of itself: `{"v": true}`; null when it can't be read. */
export function readState(payload: Buffer): boolean | null {
  const value = asNumber(at(parse(payload), 'v'))
  return Number.isFinite(value) ? value !== 0 : null
}

/** JSON of a bounded size; undefined when it is none. */
function parse(payload: Buffer): unknown {
  if (payload.length > LARGEST_BYTES) return undefined
  try {
    return JSON.parse(payload.toString('utf8'))
  } catch {
    return undefined
  }
}
