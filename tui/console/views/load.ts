import type { LoadReply } from '#tui/console/replies'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { named } from '#tui/lib/reading'
import { momentText, spanText } from '#tui/lib/time'
import { PRIORITIES, PRIORITY_SHAPES } from '#tui/lib/tones'

const BAR = '█'

interface Figure {
  key: string
  name: string
  value: Span
  limit: string
  remark: string
  detail?: (width: number) => Line[]
}

/** Alarms of each day as bars, the busiest as long as there is room for. */
function dayLines({ by_day: days, per_10_min: { limit } }: LoadReply, { t }: ViewContext, width: number): Line[] {
  const most = Math.max(1, ...days.map(({ alarms }) => alarms))
  const said = days.map(({ alarms, peak }) => t('tui.load.per_day', { count: alarms, peak }))
  const room = Math.max(4, width - 6 - Math.max(0, ...said.map((text) => text.length * 2)) - 1)
  return [
    [span(t('telemetry.screen.load.by_day'), 'quiet')],
    ...days.map(({ day, alarms, peak }, index): Line => [
      span(`${day.slice(5)} `, 'quiet'),
      span(BAR.repeat(Math.max(1, Math.round((alarms / most) * room))), peak > limit ? 'grade_orange' : 'line'),
      span(` ${said[index]}`),
    ]),
  ]
}

function standingLines({ standing }: LoadReply, { t }: ViewContext): Line[] {
  const counts = PRIORITIES.flatMap((one): Line => [span(`${PRIORITY_SHAPES[one]}${one}`, `alarm_${one}`), span(` ${standing.by_priority[one] ?? 0}   `)])
  return [[span(t('tui.load.priorities'), 'quiet')], counts]
}

function floodLines({ floods }: LoadReply, { t, now, zone }: ViewContext): Line[] {
  return floods.map(({ started_at: at, ended_at: ended, alarms }) => [span(t(ended === null ? 'tui.load.running' : 'tui.load.ended', { at: momentText(at, now, zone), count: alarms }), ended === null ? 'grade_orange' : undefined)])
}

/** Load, peak and standing first: what EEMUA 191 asks; then what comes most often. */
function figuresOf(figures: LoadReply, context: ViewContext): Figure[] {
  const { t, now, zone } = context
  const { per_10_min: rate, standing, floods } = figures
  const word = (key: string, params = {}) => t(`telemetry.screen.load.${key}`, params)
  const attention = (text: string, over: boolean): Span => (over ? span(`▲ ${text}`, 'grade_orange', true) : span(text, 'strong'))
  const days = (width: number) => dayLines(figures, context, width)
  const byPriority = () => standingLines(figures, context)
  return [
    { key: 'mean', name: word('mean'), value: attention(String(rate.mean), rate.mean > rate.limit), limit: '', remark: `${t('tui.load.alarms')} ${figures.alarms}`, detail: days },
    { key: 'peak', name: word('peak'), value: attention(String(rate.peak), rate.peak > rate.limit), limit: `≤ ${rate.limit}`, remark: rate.peak_at === null ? '' : t('tui.load.peak_at', { at: momentText(rate.peak_at, now, zone) }), detail: days },
    { key: 'over', name: word('over', { limit: rate.limit }), value: attention(String(rate.slots_over), rate.slots_over > 0), limit: '', remark: t('tui.load.over_limit', { limit: rate.limit }), detail: days },
    { key: 'standing', name: word('standing'), value: span(String(standing.count), 'strong'), limit: '', remark: PRIORITIES.map((one) => `${PRIORITY_SHAPES[one]}${one} ${standing.by_priority[one] ?? 0}`).join('  '), detail: byPriority },
    { key: 'long', name: word('long'), value: attention(String(standing.longer_than_a_day), standing.longer_than_a_day > 0), limit: '', remark: standing.oldest_at === null ? '' : t('tui.load.oldest', { span: spanText(now - standing.oldest_at, t) }), detail: byPriority },
    { key: 'floods', name: word('floods'), value: attention(String(floods.length), floods.some(({ ended_at: ended }) => ended === null)), limit: '', remark: '', detail: () => floodLines(figures, context) },
  ]
}

const figureItem = (figure: Figure, context: ViewContext): Item => ({
  key: figure.key,
  search: () => words(figure.name, figure.remark),
  cells: () => [span(figure.name), figure.value, span(figure.limit, 'quiet'), span(figure.remark, 'quiet')],
  detail: (width) => [
    [span(figure.name, 'strong', true), span('  '), figure.value, span(`  ${context.t('tui.load.title')}`, 'quiet')],
    ...(figure.remark ? [[span(figure.remark)]] : []),
    ...(figure.detail?.(width) ?? []),
  ],
})

function nuisanceItem(one: LoadReply['nuisance'][number], place: number, alarms: number, context: ViewContext): Item {
  const { t } = context
  const name = named(context, { name: one.name, nameEn: one.name_en })
  const remark = t(one.chatters ? 'tui.load.chatters' : 'tui.load.steady', { count: one.most_per_minute })
  const percent = Math.round((one.count / Math.max(1, alarms)) * 100)
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, 1e3)
  return {
    key: `nuisance ${one.condition}`,
    search: () => words(one.condition, one.name, one.name_en, one.area, remark),
    cells: () => [span(`${String(place).padStart(2)} ${name}`), span(String(one.count), 'strong'), span(''), span(remark, one.chatters ? 'grade_orange' : 'quiet')],
    detail: () => [
      [span(name, 'strong', true), span(`  ${t('telemetry.screen.load.nuisance')} #${place}`, 'quiet')],
      ...row('nuisance', span(String(one.count), 'strong')),
      ...row('share', span(t('tui.load.share', { percent }))),
      ...row('condition', span(one.condition)),
      ...(one.area ? row('area', span(one.area)) : []),
      [span(remark, one.chatters ? 'grade_orange' : undefined)],
    ],
  }
}

/** What the alarms ask of the operator, by EEMUA 191, over the last seven days. */
export const load: View = {
  id: 'load',
  fetches: 'load',
  columns: [
    { title: 'tui.column.figure', width: 18, grow: 2, spare: 0, middle: true },
    { title: 'tui.column.count', width: 6, align: 'right', spare: 0 },
    { title: 'tui.column.norm', width: 5, spare: 2 },
    { title: 'tui.column.remark', width: 24, grow: 1, spare: 1 },
  ],
  items: ({ load: figures }, context) =>
    figures
      ? [...figuresOf(figures, context).map((figure) => figureItem(figure, context)), ...figures.nuisance.map((one, index) => nuisanceItem(one, index + 1, figures.alarms, context))]
      : null,
  data: ({ load: figures }) => figures ?? null,
}
