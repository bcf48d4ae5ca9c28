import type { Instant } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import type { GasLimit, PinnedLevel } from '#modules/permits/level'
import type { GasReading, GasTestRow, SamplePosition } from '#modules/permits/rows'

const MIN_MS = 60_000
/** So much a clock may be put right by without anybody noticing. */
const AHEAD_MS = 5_000

const exceeds = (limit: GasLimit, value: number): boolean =>
  !Number.isFinite(value) ||
  (limit.min !== null && limit.min !== undefined && value < limit.min) ||
  (limit.max !== null && limit.max !== undefined && value > limit.max)

/** Every gas that was not measured, not in the limit's unit, or outside its limits; none: fit to work. */
export function gasFaults(level: Pick<PinnedLevel, 'gas_limits'>, readings: GasReading[]): Reason[] {
  return level.gas_limits.flatMap((limit) => {
    const reading = readings.find(({ gas }) => gas === limit.gas)
    if (!reading) return [reason('permits.gas_not_measured', { gas: limit.gas })]
    if (reading.unit !== limit.unit) return [reason('permits.gas_unit', { gas: limit.gas, unit: limit.unit })]
    if (!exceeds(limit, reading.value)) return []
    const allowed = [limit.min ?? null, limit.max ?? null].filter((edge) => edge !== null).join('–')
    return [reason('permits.gas_over_limit', { gas: limit.gas, value: reading.value, unit: limit.unit, allowed })]
  })
}

export interface GasVerdict {
  reasons: Reason[]
  /** Until when the tests count, the soonest of all places; null where one is missing. */
  validUntil: Instant | null
  /** The oldest of the tests the verdict rests on. */
  restsOn: GasTestRow | null
}

/**
 * Whether the newest test at every sample position is in force at `now`: taken since `since`, not older than `validMin`,
 * and within limits. A newer test that failed counts, the older one that passed does not.
 */
export function gasVerdict(
  level: PinnedLevel,
  tests: GasTestRow[],
  at: { now: Instant; validMin: number; since: Instant | null }
): GasVerdict {
  const newest = level.gas_positions.map((position) => ({ position, test: newestAt(tests, position) }))
  const reasons = newest.flatMap(({ position, test }) => (test ? faultsOf(test, at) : [reason('permits.gas_test_missing', { position })]))
  const taken = newest.flatMap(({ test }) => test ?? [])
  const oldest = taken.sort((one, other) => one.tested_at - other.tested_at)[0] ?? null
  const complete = taken.length === newest.length
  return { reasons, validUntil: complete && oldest ? oldest.tested_at + at.validMin * MIN_MS : null, restsOn: complete ? oldest : null }
}

function faultsOf(test: GasTestRow, at: { now: Instant; validMin: number; since: Instant | null }): Reason[] {
  const { position } = test
  const reasons: Reason[] = []
  if (!test.within_limits) reasons.push(reason('permits.gas_test_failed', { position }))
  const age = at.now - test.tested_at
  if (age > at.validMin * MIN_MS)
    reasons.push(reason('permits.gas_test_too_old', { position, minutes: Math.floor(age / MIN_MS), limit: at.validMin }))
  // The clock was set back: nobody knows how old the test is, and a test of unknown age is none.
  if (age < -AHEAD_MS) reasons.push(reason('permits.gas_test_ahead', { position }))
  if (at.since !== null && test.tested_at < at.since) reasons.push(reason('permits.gas_test_before_stop', { position }))
  return reasons
}

const newestAt = (tests: GasTestRow[], position: SamplePosition): GasTestRow | null =>
  tests
    .filter((test) => test.position === position)
    .sort((one, other) => other.tested_at - one.tested_at || other.id.localeCompare(one.id))[0] ?? null
