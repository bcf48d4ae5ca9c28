import type { CanvasColours } from '#kiosk/lib/canvas_colours'
import type { PointTrend } from '#kiosk/pages/trends/types'

export interface TrendPicture {
  trends: { trend: PointTrend; title: string; /** Where a standing prediction says that the limit is reached. */ ahead: { at: number; limit: number } | null }[]
  from: number
  to: number
  words: { min: string; max: string; mean: string; unknown: string }
  locale: string
  timeZone: string
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

/** Labels as fine as the picture is near: seconds, minutes, days, months. */
function timeLabels({ from, to, locale, timeZone }: TrendPicture) {
  const span = to - from
  const parts: Intl.DateTimeFormatOptions =
    span <= 10 * MINUTE_MS
      ? { hour: '2-digit', minute: '2-digit', second: '2-digit' }
      : span <= DAY_MS
        ? { hour: '2-digit', minute: '2-digit' }
        : span <= 100 * DAY_MS
          ? { month: 'numeric', day: 'numeric' }
          : { year: 'numeric', month: 'numeric' }
  const format = new Intl.DateTimeFormat(locale, { timeZone, hourCycle: 'h23', ...parts })
  return (at: number) => (span <= 5_000 ? `${format.format(at)}.${Math.floor((at % 1_000) / 100)}` : format.format(at))
}

/** Lines break where a gap lies; the band goes from the lowest to the highest of each bucket. */
function rowsOf({ buckets, bucket_ms: bucketMs, gaps }: PointTrend) {
  const rows: { at: number; min: number | null; max: number | null; avg: number | null }[] = []
  let gap = 0
  for (const { ts, min, max, avg } of buckets) {
    while (gap < gaps.length && gaps[gap]![1] <= ts) rows.push({ at: gaps[gap++]![1], min: null, max: null, avg: null })
    rows.push({ at: ts + (bucketMs > 1 ? bucketMs / 2 : 0), min, max, avg })
  }
  return rows
}

/** From the lowest to the highest, widened to the limits that are near enough not to flatten the line. */
function scaleOf({ buckets, limits }: PointTrend): { min: number; max: number } {
  const values = buckets.flatMap(({ min, max }) => (min === null || max === null ? [] : [min, max]))
  const [low, high] = values.length > 0 ? [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))] : [0, 1]
  const reach = Math.max(high - low, Math.abs(high) * 0.1, 1)
  const near = Object.values(limits).filter((limit): limit is number => limit !== null && limit >= low - 2 * reach && limit <= high + 2 * reach)
  const [bottom, top] = [Math.min(low, ...near), Math.max(high, ...near)]
  const margin = (top - bottom) * 0.08 || 1
  return { min: bottom - margin, max: top + margin }
}

export function trendOption(picture: TrendPicture, colours: CanvasColours, { clientWidth, clientHeight }: { clientWidth: number; clientHeight: number }) {
  const { trends, from, to, words } = picture
  const { size } = colours
  const label = timeLabels(picture)
  const full = new Intl.DateTimeFormat(picture.locale, { timeZone: picture.timeZone, hourCycle: 'h23', dateStyle: 'short', timeStyle: 'medium' })
  const short = new Intl.NumberFormat(picture.locale, { maximumSignificantDigits: 6 })
  const head = Math.round(size * 1.9)
  const foot = Math.round(size * 1.9)
  const height = clientHeight / Math.max(1, trends.length)
  const left = Math.round(size * 4.2)
  const right = Math.round(size * 3.6)
  const axisText = { color: colours.quiet, fontSize: size * 0.9 }

  return {
    animation: false,
    title: trends.map(({ title, trend }, index) => ({
      text: `${title}  (${trend.unit})`,
      left: 8,
      top: height * index + 4,
      textStyle: { color: colours.text, fontSize: size, fontWeight: 600, width: clientWidth - 16, overflow: 'truncate' },
    })),
    grid: trends.map((_, index) => ({ left, right, top: height * index + head + 8, height: Math.max(40, height - head - foot - 16) })),
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: size },
      formatter: (given: unknown) => {
        const list = given as { axisValue: number; seriesId: string; value: [number, number | null] }[]
        const value = (name: string, index: number) => list.find(({ seriesId }) => seriesId === `${name}${index}`)?.value[1]
        const lines = trends.flatMap(({ title }, index) => {
          const mean = value('mean', index)
          if (mean === undefined) return []
          const [low, band] = [value('low', index), value('band', index)]
          const range = low !== undefined && low !== null && band ? `  ${words.min} ${short.format(low)}  ${words.max} ${short.format(low + band)}` : ''
          return [`${escaped(title)}: ${mean === null ? words.unknown : `<b>${short.format(mean)}</b>`}${range}`]
        })
        return [full.format(list[0]?.axisValue ?? from), ...lines].join('<br>')
      },
    },
    xAxis: trends.map((_, index) => ({
      type: 'time',
      gridIndex: index,
      min: from,
      max: to,
      splitNumber: Math.max(2, Math.floor(clientWidth / (size * 9))),
      axisLabel: { ...axisText, formatter: label, hideOverlap: true },
      axisLine: { lineStyle: { color: colours.line } },
    })),
    yAxis: trends.map(({ trend }, index) => ({
      type: 'value',
      gridIndex: index,
      ...scaleOf(trend),
      splitNumber: 4,
      axisLabel: { ...axisText, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => short.format(value) },
      splitLine: { lineStyle: { color: colours.line } },
    })),
    series: trends.flatMap(({ trend, ahead }, index) => {
      const rows = rowsOf(trend)
      const on = { type: 'line' as const, xAxisIndex: index, yAxisIndex: index, showSymbol: rows.filter(({ avg }) => avg !== null).length < 2, connectNulls: false }
      const limits = Object.entries(trend.limits).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
      return [
        { ...on, id: `low${index}`, stack: `band${index}`, stackStrategy: 'all', lineStyle: { opacity: 0 }, symbol: 'none', data: rows.map(({ at, min }) => [at, min]) },
        {
          ...on,
          id: `band${index}`,
          stack: `band${index}`,
          stackStrategy: 'all',
          symbol: 'none',
          lineStyle: { opacity: 0 },
          areaStyle: { color: colours.action, opacity: 0.25 },
          data: rows.map(({ at, min, max }) => [at, min === null || max === null ? null : max - min]),
        },
        {
          ...on,
          id: `mean${index}`,
          lineStyle: { color: colours.text, width: 3 },
          itemStyle: { color: colours.text },
          data: rows.map(({ at, avg }) => [at, avg]),
          markArea: {
            silent: true,
            itemStyle: { color: colours.unknown, opacity: 0.35 },
            label: { color: colours.text, fontSize: size * 0.9, position: 'inside' },
            data: trend.gaps.map(([start, end]) => {
              const wide = ((Math.min(end, to) - Math.max(start, from)) / (to - from)) * (clientWidth - left - right) > size * 5
              return [{ xAxis: Math.max(start, from), ...(wide ? { name: words.unknown } : { name: '' }) }, { xAxis: Math.min(end, to) }]
            }),
          },
          markLine: {
            silent: true,
            symbol: 'none',
            data: [
              ...limits.map(({ name, value }) => ({
                yAxis: value,
                lineStyle: { color: name.length === 2 ? colours['alarm-1'] : colours['alarm-2'], type: 'dashed', width: 3 },
                label: { formatter: `${name.toUpperCase()} ${short.format(value)}`, color: colours.text, fontSize: size * 0.8, position: 'end', offset: [0, apart(name, trend) * size * 0.45] },
              })),
              ...aheadLine(trend, ahead, to, colours),
            ],
          },
        },
      ]
    }),
  }
}

/** A limit and its far one can lie close: their labels step aside, away from each other. */
function apart(name: string, { limits }: PointTrend): number {
  const pairs: Record<string, [other: number | null, aside: number]> = { hh: [limits.h, -1], h: [limits.hh, 1], l: [limits.ll, -1], ll: [limits.l, 1] }
  const [other, aside] = pairs[name] ?? [null, 0]
  return other === null ? 0 : aside
}

/** From the last known value to where the limit would be reached. */
function aheadLine(trend: PointTrend, ahead: { at: number; limit: number } | null, until: number, colours: CanvasColours) {
  const last = trend.buckets.findLast(({ avg }) => avg !== null)
  if (!ahead || typeof last?.avg !== 'number' || ahead.at <= last.ts || until <= last.ts) return []
  const share = Math.min(1, (until - last.ts) / (ahead.at - last.ts))
  const lineStyle = { color: colours.action, type: 'dotted', width: 4 }
  return [[{ coord: [last.ts, last.avg], lineStyle, label: { show: false } }, { coord: [last.ts + (ahead.at - last.ts) * share, last.avg + (ahead.limit - last.avg) * share] }]]
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
