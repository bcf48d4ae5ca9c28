import { clock } from '#app/kernel/clock'
import { initialState, type ConditionState, type RateWindow } from '#app/rules/index'
import type { ConditionConfig, PointConfig, PointSnapshot, Quality } from '#modules/telemetry/engine/port'
import type { Restored } from '#modules/telemetry/historian/messages'

export type PointFault = NonNullable<PointSnapshot['fault']>

export interface PointCondition {
  config: ConditionConfig
  state: ConditionState
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
      this.#points.set(config.code, state)
    }
    for (const config of conditions) {
      const state = this.#conditionStates.get(config.code) ?? initialState
      this.#points.get(config.pointCode)?.conditions.push({ config, state })
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
