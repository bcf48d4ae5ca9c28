/** One measured figure beside what it is measured against, both taken in the same run. */
export interface Figure {
  /** Goal in docs/performance.md: `P6`. */
  id: string
  name: string
  value: number
  unit: string
  /** The reference's own figure; null where the goal is an absolute bound of time. */
  reference: number | null
  /** value / reference, or value where there is no reference. */
  ratio: number
  goal: string
  met: boolean
}

/** The one in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export function percentile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
