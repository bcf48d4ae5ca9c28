import { LineChart } from 'echarts/charts'
import { GridComponent, MarkLineComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, MarkLineComponent, CanvasRenderer])

export interface TrendReading {
  ts: number
  value: number | null
  quality: string
}

interface View {
  readings: TrendReading[]
  from: number
  to: number
  limits: Partial<Record<'ll' | 'l' | 'h' | 'hh', number | null>>
  unit: string
  locale: string
  timeZone: string
}

export interface Trend {
  show(view: View): void
  end(): void
}

/** A line over time with the point's limits; loaded only where a trend is looked at. */
export function drawTrend(element: HTMLElement): Trend {
  const chart = init(element, null, { renderer: 'canvas' })
  const observer = new ResizeObserver(() => chart.resize())
  observer.observe(element)
  return {
    show: (view) => chart.setOption(optionOf(view, paletteOf(element)), { notMerge: true }),
    end() {
      observer.disconnect()
      chart.dispose()
    },
  }
}

type Palette = Record<'text' | 'quiet' | 'line', string>

/** The colours of the theme as they are computed here: a canvas knows no variables. */
function paletteOf(element: HTMLElement): Palette {
  const probe = element.appendChild(document.createElement('i'))
  const colour = (name: string) => {
    probe.style.color = `var(--${name})`
    return getComputedStyle(probe).color
  }
  const palette = { text: colour('text'), quiet: colour('quiet'), line: colour('line') }
  probe.remove()
  return palette
}

function optionOf({ readings, from, to, limits, unit, locale, timeZone }: View, { text, quiet, line }: Palette) {
  const clock = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit' })
  const day = new Intl.DateTimeFormat(locale, { timeZone, month: 'numeric', day: 'numeric' })
  const label = (at: number) => (to - from > 86_400_000 ? day.format(at) : clock.format(at))
  const lines = Object.entries(limits).flatMap(([name, value]) => (typeof value === 'number' ? [{ name, yAxis: value }] : []))
  return {
    animation: false,
    grid: { left: 16, right: 92, top: 34, bottom: 8, containLabel: true },
    xAxis: { type: 'time', min: from, max: to, axisLabel: { formatter: label, color: quiet, fontSize: 18, hideOverlap: true }, splitLine: { show: false } },
    yAxis: { type: 'value', name: unit, scale: true, nameTextStyle: { color: quiet, fontSize: 18, align: 'left' }, axisLabel: { color: quiet, fontSize: 18 }, splitLine: { lineStyle: { color: line } } },
    series: [
      {
        type: 'line',
        showSymbol: false,
        connectNulls: false,
        sampling: 'minmax',
        lineStyle: { color: text, width: 3 },
        data: readings.map(({ ts, value, quality }) => [ts, quality === 'bad' ? null : value]),
        markLine: {
          silent: true,
          symbol: 'none',
          data: lines.map(({ name, yAxis }) => ({
            yAxis,
            lineStyle: { color: name.length === 2 ? 'rgb(200, 0, 30)' : 'rgb(216, 95, 0)', type: 'dashed', width: 3 },
            label: { formatter: `${name.toUpperCase()} ${yAxis}`, color: text, fontSize: 18, position: 'end' },
          })),
        },
      },
    ],
  }
}
