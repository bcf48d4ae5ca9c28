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
const NO_AXIS = { line: 'normal', text: 'normal', baseline: 'normal' }
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

/** The smallest rectangle around these. */
function around(rects: WallRect[]): WallRect {
  const left = Math.min(...rects.map((rect) => rect.left))
  const top = Math.min(...rects.map((rect) => rect.top))
  const right = Math.max(...rects.map((rect) => rect.left + rect.width))
  const bottom = Math.max(...rects.map((rect) => rect.top + rect.height))
  return { left, top, width: right - left, height: bottom - top }
}

/** All widgets for one size of the screen; on a resize they are thrown away and made anew. */
export function buildPanels(screen: blessed.Widgets.Screen, layout: WallLayout, colour: boolean): Panels {
  const put = <T extends blessed.Widgets.Node>(widget: T): T => {
    screen.append(widget)
    return widget
  }
  const borders = colour ? frame : {}
  const box = (rect: WallRect) => put(blessed.box({ ...framed(rect), style: borders }))
  const bare = (rect: WallRect) => put(blessed.box({ ...rect, tags: true, wrap: false }))
  const chartStyle = colour ? { ...AXIS, ...frame } : { ...NO_AXIS }
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
    put(contrib.gauge({ ...framed(rect), style: borders, showLabel: false, percent: [NO_PERCENT] }))
  const charts = layout.kind === 'charts'
  // A gauge is a patch of colour and nothing else; without colour, letters make the bars.
  const gauges = charts && colour
  return {
    header: bare(layout.header),
    keys: bare(layout.keys),
    map: box(layout.map),
    kpis: box(layout.kpis),
    log: put(contrib.log({ ...framed(layout.log), style: borders, bufferLength: LONGEST_LOG })),
    charts: charts ? layout.trends.map(chart) : [],
    gauges: gauges ? layout.holders.map(gauge) : [],
    trendLines: charts ? null : box(layout.trends[0]!),
    holderLines: gauges || layout.holders.length === 0 ? null : box(around(layout.holders)),
  }
}
