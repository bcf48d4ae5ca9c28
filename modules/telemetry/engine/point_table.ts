import { clock } from '#app/kernel/clock'
import { calendarByMinute, initialState, type Calendar, type ConditionState, type RateWindow } from '#app/rules/index'
import type { ConditionConfig, PointConfig, PointSnapshot, Quality } from '#modules/telemetry/engine/port'
import type { Restored } from '#modules/telemetry/historian/messages'

export type PointFault = NonNullable<PointSnapshot['fault']>

export interface PointCondition {
  config: ConditionConfig
  state: ConditionState
  /** The points of a formula, in the order of its inputs; one that has gone out of service is not known. */
  inputs: (PointState | undefined)[] | null
  calendar: Calendar | null
}

/** Nothing was heard of it yet since the start. */
const UNHEARD = { value: Number.NaN, at: Number.NEGATIVE_INFINITY, good: false }

/** A condition of another point that looks at this one as well. */
export interface Watcher {
  point: PointState
  condition: PointCondition
}

/** A point as the engine knows it now. `…At` of the monotonic clock; `…Ts` instants. */
export interface PointState {
  config: PointConfig
  id: number
  value: number | null
  quality: Quality
  fault: PointFault | null
  ts: number | null
  lastGoodTs: number | null
  goodAt: number
  changedAt: number
  /** Said once when it goes unknown, and once when it is back. */
  lost: boolean
  /** Good samples of the last while; kept only where a rate of change has a limit. */
  rateWindow: RateWindow
  conditions: PointCondition[]
  /** Of the conditions those that a sample decides by itself, and those that look at the time, at hours or at other points. */
  plain: PointCondition[]
  timed: PointCondition[]
  watchers: Watcher[]
  /** The last good value and its steady instant, and whether nothing worse has come since; null where nothing asks for it. */
  known: { value: number; at: number; good: boolean } | null
}

/** All points in memory, with what was restored from the history. */
export class PointTable {
  #points = new Map<string, PointState>()
  #ids = new Map<string, number>()
  #restored: Map<string, Restored['points'][number]>
  #conditionStates: Map<string, ConditionState>
  #lastId: number
  #lost: Set<string>

  constructor(
    restored: Pick<Restored, 'points' | 'conditions' | 'losses'>,
    private onNewPoint: (id: number, code: string) => void
  ) {
    this.#restored = new Map(restored.points.map((point) => [point.code, point]))
    this.#conditionStates = new Map(restored.conditions.map(({ code, state }) => [code, state]))
    this.#lost = new Set(restored.losses.filter(({ kind }) => kind === 'point').map(({ code }) => code))
    for (const { code, id } of restored.points) this.#ids.set(code, id)
    this.#lastId = restored.points.reduce((highest, { id }) => Math.max(highest, id), 0)
  }

  get(code: string): PointState | undefined {
    return this.#points.get(code)
  }

  all(): IterableIterator<PointState> {
    return this.#points.values()
  }

  /** Takes over a configuration; what stays keeps its state and its counts. */
  configure(points: readonly PointConfig[], conditions: readonly ConditionConfig[]): void {
    for (const point of this.#points.values())
      for (const { config, state } of point.conditions) this.#conditionStates.set(config.code, state)
    const former = this.#points
    this.#points = new Map()
    for (const config of points) {
      const state = former.get(config.code) ?? this.#create(config)
      state.config = config
      state.conditions = []
      state.plain = []
      state.timed = []
      state.watchers = []
      this.#points.set(config.code, state)
    }
    for (const config of conditions) {
      const point = this.#points.get(config.pointCode)
      if (!point) continue
      const state = this.#conditionStates.get(config.code) ?? initialState
      const inputs = config.formula ? [point, ...(config.others ?? []).map((code) => this.#points.get(code))] : null
      const condition = { config, state, inputs, calendar: config.hours ? calendarByMinute(config.hours) : null }
      point.conditions.push(condition)
      const isPlain = !inputs && !condition.calendar && !config.onDelayMs
      ;(isPlain ? point.plain : point.timed).push(condition)
      if (!isPlain) point.known ??= UNHEARD
      for (const other of inputs ?? []) {
        if (!other || other === point) continue
        other.watchers.push({ point, condition })
        other.known ??= UNHEARD
      }
    }
  }

  #create(config: PointConfig): PointState {
    const now = clock.monotonic()
    const known = this.#restored.get(config.code)
    return {
      config,
      id: this.#idOf(config.code),
      value: known?.value ?? null,
      quality: 'bad',
      fault: known ? 'stale' : 'never_read',
      ts: known?.lastTs ?? null,
      lastGoodTs: known?.quality === 0 ? known.lastTs : null,
      goodAt: now,
      changedAt: now,
      lost: this.#lost.has(config.code),
      rateWindow: [],
      conditions: [],
      plain: [],
      timed: [],
      watchers: [],
      known: null,
    }
  }

  #idOf(code: string): number {
    const known = this.#ids.get(code)
    if (known !== undefined) return known
    this.#lastId += 1
    this.#ids.set(code, this.#lastId)
    this.onNewPoint(this.#lastId, code)
    return this.#lastId
  }
}

export const snapshotOf = ({ config, value, quality, fault, ts, lastGoodTs }: PointState): PointSnapshot => ({
  code: config.code,
  value,
  quality,
  fault,
  ts,
  lastGoodTs,
})
