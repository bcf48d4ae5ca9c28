const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const
const GAP = '·'

/** A trend in one line; what is not known stays a gap and is not drawn as zero. The newest `width` values are shown. */
export function sparkline(values: (number | null)[], width: number): string {
  const shown = values.slice(-Math.max(0, width))
  const known = shown.filter((value): value is number => value !== null && Number.isFinite(value))
  if (known.length === 0) return GAP.repeat(shown.length)
  const low = Math.min(...known)
  const range = Math.max(...known) - low
  return shown
    .map((value) => {
      if (value === null || !Number.isFinite(value)) return GAP
      const step = range === 0 ? 3 : Math.round(((value - low) / range) * (BARS.length - 1))
      return BARS[step]!
    })
    .join('')
}
