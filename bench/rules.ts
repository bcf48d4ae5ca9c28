import { clock } from '#app/kernel/clock'
import { median, type Figure } from '#bench/figure'
import { evaluatePoint, type EvaluationEffects } from '#modules/telemetry/engine/evaluate_point'
import { PointTable } from '#modules/telemetry/engine/point_table'
import type { ConditionConfig, PointConfig } from '#modules/telemetry/engine/port'

const POINTS = 10_000
const READINGS = 1_000_000
const ROUNDS = 3
const GOAL = 1_000_000
/** Three rows beyond the limit, the five of a gas detector: low low to high high, and one that is never reached. */
const LIMITS = [
  { op: '<', limit: -10 },
  { op: '<', limit: 2 },
  { op: '>', limit: 24 },
  { op: '>', limit: 80 },
  { op: '>=', limit: 1e9 },
] as const
const CONSECUTIVE = 3
const DEADBAND = 1

/** A slow wave with noise: crosses two of the limits now and then, as a plant's worst day does. */
const values = Float64Array.from({ length: READINGS }, (_, index) => 12 + 14 * Math.sin(index / 90_000) + ((index * 7_919) % 13) / 10)

/** P7: readings a second through five conditions of each of 10,000 points, in one thread, beside the same in typed arrays. */
export async function run(): Promise<Figure[]> {
  const [ours, plain]: number[][] = [[], []]
  for (let round = 0; round < ROUNDS; round++) {
    const reference = typedArrays()
    const engine = conditions()
    if (reference.fired !== engine.fired) throw new Error(`the reference fired ${reference.fired} times, the engine ${engine.fired}`)
    plain!.push(reference.rate)
    ours!.push(engine.rate)
  }
  const [value, reference] = [median(ours!), median(plain!)]
  return [{ id: 'P7', name: `readings through ${LIMITS.length} conditions, ${POINTS.toLocaleString('en')} points`, value, unit: '1/s', reference, ratio: value / reference, goal: `>= ${GOAL.toLocaleString('en')}/s`, met: value >= GOAL }]
}

function conditions(): { rate: number; fired: number } {
  const codes = Array.from({ length: POINTS }, (_, index) => `B.${index}.V`)
  const table = new PointTable({ points: [], conditions: [], losses: [] }, () => undefined)
  table.configure(
    codes.map((code): PointConfig => ({ code, areaCode: 'B', unit: '1', min: -1e9, max: 1e9, staleAfterMs: 3_600_000, frozenAfterMs: null, sourceCode: 'B' })),
    codes.flatMap((pointCode) => LIMITS.map((one, index): ConditionConfig => ({ ...one, code: `${pointCode}.${index}`, pointCode, consecutive: CONSECUTIVE, deadband: DEADBAND, priority: 1, alarmClass: 'gas', outputs: [] })))
  )
  let fired = 0
  const effects: EvaluationEffects = {
    isSuppressed: () => false,
    switchOn: () => undefined,
    tell: ({ kind }) => void (kind === 'alarm_raised' && (fired += 1)),
    remember: () => undefined,
  }
  const points = [...table.all()]
  const at = clock.now()
  const began = performance.now()
  for (let index = 0; index < READINGS; index++) evaluatePoint(points[index % POINTS]!, values[index]!, true, at + index, at + index, effects)
  return { rate: (READINGS / (performance.now() - began)) * 1_000, fired }
}

/** Nothing but the arithmetic: counts and states in flat arrays, no objects, no names, nobody told. */
function typedArrays(): { rate: number; fired: number } {
  const counts = new Uint8Array(POINTS * LIMITS.length)
  const active = new Uint8Array(POINTS * LIMITS.length)
  let fired = 0
  const began = performance.now()
  for (let index = 0; index < READINGS; index++) {
    const value = values[index]!
    for (let which = 0; which < LIMITS.length; which++) {
      const { op, limit } = LIMITS[which]!
      const slot = (index % POINTS) * LIMITS.length + which
      const upper = op !== '<'
      const beyond = op === '<' ? value < limit : op === '>' ? value > limit : value >= limit
      if (!beyond) {
        counts[slot] = 0
        if (active[slot] && (upper ? value <= limit - DEADBAND : value >= limit + DEADBAND)) active[slot] = 0
      } else if (!active[slot] && ++counts[slot]! >= CONSECUTIVE) {
        active[slot] = 1
        fired += 1
      }
    }
  }
  return { rate: (READINGS / (performance.now() - began)) * 1_000, fired }
}
