export interface WallRect {
  left: number
  top: number
  width: number
  height: number
}

export interface WallLayout {
  /** `charts` has a chart for each trend and a gauge for each holder, `lines` one line for each. */
  kind: 'charts' | 'lines'
  header: WallRect
  map: WallRect
  log: WallRect
  /** One rectangle a chart, or one for all lines. */
  trends: WallRect[]
  holders: WallRect[]
  kpis: WallRect
  keys: WallRect
}

export const TREND_SLOTS = 6
const HOLDER_SLOTS = 4
const HEADER_ROWS = 3
const GAUGE_ROWS = 5
const CHARTS_FROM = { columns: 120, rows: 40 }
const LEAST = { columns: 60, rows: 20 }

/** Null when the screen is too small. Rectangles never overlap and never leave the screen. */
export function wallLayout(columns: number, rows: number, holders: number): WallLayout | null {
  if (columns < LEAST.columns || rows < LEAST.rows) return null
  const charts = columns >= CHARTS_FROM.columns && rows >= CHARTS_FROM.rows
  const top = HEADER_ROWS
  const height = rows - HEADER_ROWS - 1
  const leftWidth = Math.floor(columns * (charts ? 0.54 : 0.56))
  const right = { left: leftWidth, width: columns - leftWidth }
  const mapHeight = Math.floor(height * 0.56)
  const frame = {
    header: { left: 0, top: 0, width: columns, height: HEADER_ROWS },
    keys: { left: 0, top: rows - 1, width: columns, height: 1 },
    map: { left: 0, top, width: leftWidth, height: mapHeight },
    log: { left: 0, top: top + mapHeight, width: leftWidth, height: height - mapHeight },
  }
  if (!charts) {
    const trendHeight = Math.floor(height * 0.4)
    const holderHeight = Math.max(3, Math.min(holders + 2, Math.floor(height * 0.25)))
    return {
      ...frame,
      kind: 'lines',
      trends: [{ ...right, top, height: trendHeight }],
      holders: [{ ...right, top: top + trendHeight, height: holderHeight }],
      kpis: { ...right, top: top + trendHeight + holderHeight, height: height - trendHeight - holderHeight },
    }
  }

  const gauges = Math.min(HOLDER_SLOTS, holders)
  const gaugeRows = Math.ceil(gauges / 2)
  const kpiHeight = 8
  const chartHeight = Math.floor((height - gaugeRows * GAUGE_ROWS - kpiHeight) / 3)
  const half = Math.floor(right.width / 2)
  const cell = (index: number, from: number, cellHeight: number): WallRect => ({
    left: right.left + (index % 2) * half,
    top: from + Math.floor(index / 2) * cellHeight,
    width: index % 2 === 0 ? half : right.width - half,
    height: cellHeight,
  })
  const gaugeTop = top + chartHeight * 3
  const kpiTop = gaugeTop + gaugeRows * GAUGE_ROWS
  return {
    ...frame,
    kind: 'charts',
    trends: Array.from({ length: TREND_SLOTS }, (_, index) => cell(index, top, chartHeight)),
    holders: Array.from({ length: gauges }, (_, index) => {
      const alone = index === gauges - 1 && index % 2 === 0
      return { ...cell(index, gaugeTop, GAUGE_ROWS), ...(alone ? { width: right.width } : {}) }
    }),
    kpis: { ...right, top: kpiTop, height: top + height - kpiTop },
  }
}
