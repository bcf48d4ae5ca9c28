import blessed from 'blessed'
import contrib from 'blessed-contrib'
import type { WallLayout, WallRect } from '#tui/wall/layout'

export interface Panels {
  header: blessed.Widgets.BoxElement
  keys: blessed.Widgets.BoxElement
  map: blessed.Widgets.BoxElement
  kpis: blessed.Widgets.BoxElement
  log: contrib.Widgets.LogElement
  /** Charts and gauges on a large screen, else one box of lines each. */
  charts: contrib.Widgets.LineElement[]
  gauges: contrib.Widgets.GaugeElement[]
  trendLines: blessed.Widgets.BoxElement | null
  holderLines: blessed.Widgets.BoxElement | null
}

const LINE_COLOUR = '#56616B'
const LONGEST_LOG = 200
/** In the 256-colour table: the chart widget takes numbers, its types say text. */
const AXIS = { text: 245, baseline: 240 } as unknown as { text: string; baseline: string }
/** Overwritten with the first board; the widget would take 0 for "not given". */
const NO_PERCENT = 1.01

const frame = { border: { fg: LINE_COLOUR } }
const framed = (rect: WallRect) => ({
  ...rect,
  tags: true,
  // Lines come with their width; blessed counts wide letters differently when it wraps.
  wrap: false,
  border: { type: 'line' as const },
})

/** All widgets for one size of the screen; on a resize they are thrown away and made anew. */
export function buildPanels(screen: blessed.Widgets.Screen, layout: WallLayout): Panels {
  const put = <T extends blessed.Widgets.Node>(widget: T): T => {
    screen.append(widget)
    return widget
  }
  const box = (rect: WallRect) => put(blessed.box({ ...framed(rect), style: frame }))
  const bare = (rect: WallRect) => put(blessed.box({ ...rect, tags: true, wrap: false }))
  const chartStyle = { ...AXIS, ...frame }
  const chart = (rect: WallRect) =>
    put(
      contrib.line({
        ...framed(rect),
        style: chartStyle,
        showLegend: false,
        numYLabels: 3,
        xPadding: 4,
        xLabelPadding: 2,
      })
    )
  const gauge = (rect: WallRect) =>
    put(contrib.gauge({ ...framed(rect), style: frame, showLabel: false, percent: [NO_PERCENT] }))
  const charts = layout.kind === 'charts'
  return {
    header: bare(layout.header),
    keys: bare(layout.keys),
    map: box(layout.map),
    kpis: box(layout.kpis),
    log: put(contrib.log({ ...framed(layout.log), style: frame, bufferLength: LONGEST_LOG })),
    charts: charts ? layout.trends.map(chart) : [],
    gauges: charts ? layout.holders.map(gauge) : [],
    trendLines: charts ? null : box(layout.trends[0]!),
    holderLines: charts ? null : box(layout.holders[0]!),
  }
}
