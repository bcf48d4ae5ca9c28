import { seenOf, faultOf, type CloseUp } from '#tui/console/close_up'
import type { MemberReply, SourceFileReply, SourceReply } from '#tui/console/replies'
import { memberValue, registerItem } from '#tui/console/views/registers'
import { words, type Item, type Source, type View, type ViewContext } from '#tui/console/view'
import { faultSentences } from '#tui/lib/faults'
import { fact, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { named } from '#tui/lib/reading'
import { momentText, relativeText } from '#tui/lib/time'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'

const stateSpan = ({ state }: SourceReply, { t }: ViewContext): Span =>
  state === 'lost' ? span(`▲ ${t('telemetry.sources.states.lost')}`, 'alarm_2') : span(`● ${t('telemetry.sources.states.connected')}`, 'quiet')

function memberLine(member: MemberReply, context: ViewContext): Line {
  return [span('  '), memberValue(member, context), span(`  ${named(context, { name: member.name, nameEn: member.name_en })}`, 'quiet')]
}

function detail(row: SourceReply, source: Source, closeUp: CloseUp & { kind: 'source' }, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const put = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const since = row.lost_since === null ? '' : ` · ${t('tui.source.lost_since', { at: momentText(row.lost_since, now, zone) })}`
  const seen: SourceFileReply | null = seenOf(source.closer, closeUp)?.file ?? null
  const fault = faultOf(source.closer, closeUp)
  const state = stateSpan(row, context)
  return [
    [span(named(context, { name: row.name, nameEn: row.name_en }), 'strong', true), span(`  ${row.code}`, 'quiet')],
    ...put('state', { ...state, text: `${state.text}${since}` }),
    ...put('source_kind', span(t(`telemetry.sources.kinds.${row.kind}`))),
    ...put('age', row.last_good_ts === null ? span(t('tui.never'), 'unknown') : span(`${momentText(row.last_good_ts, now, zone)} · ${relativeText(row.last_good_ts, now, t)}`)),
    ...put('points', span(t('telemetry.sources.points', { points: row.points, unknown: row.unknown_points }), row.unknown_points > 0 ? 'unknown' : undefined)),
    ...put('losses', span(t('telemetry.sources.losses', { count: row.losses_24h }))),
    [span(t('tui.source.hint'), 'action')],
    ...(fault ? faultSentences(fault, '', t).flatMap((text) => paragraph(`${UNKNOWN_SHAPE} ${text}`, width, 'unknown')) : []),
    ...(seen?.members.map((member) => memberLine(member, context)) ?? []),
  ]
}

function toItem(row: SourceReply, source: Source, context: ViewContext): Item {
  const closeUp = { kind: 'source' as const, code: row.code }
  return {
    key: row.code,
    source: row.code,
    closer: closeUp,
    search: () => words(row.code, row.name, row.name_en, context.t(`telemetry.sources.kinds.${row.kind}`), context.t(`telemetry.sources.states.${row.state}`)),
    cells: () => [
      span(row.code),
      span(named(context, { name: row.name, nameEn: row.name_en })),
      span(context.t(`telemetry.sources.kinds.${row.kind}`), 'quiet'),
      stateSpan(row, context),
      row.last_good_ts === null ? span(context.t('tui.never'), 'unknown') : span(relativeText(row.last_good_ts, context.now, context.t)),
      span(row.unknown_points > 0 ? `${row.unknown_points}/${row.points}` : String(row.points), row.unknown_points > 0 ? 'unknown' : 'quiet'),
    ],
    detail: (width) => detail(row, source, closeUp, context, width),
  }
}

/** Where the values come from; an open source shows its points with their registers, for commissioning. */
export const sources: View = {
  id: 'sources',
  fetches: 'sources',
  columns: [
    { title: 'tui.column.code', width: 14, spare: 2, middle: true },
    { title: 'tui.column.name', width: 14, grow: 2, spare: 0, middle: true },
    { title: 'tui.column.type', width: 12, grow: 1, spare: 3 },
    { title: 'tui.column.state', width: 11, spare: 0 },
    { title: 'tui.column.last_good', width: 11, align: 'right', spare: 1 },
    { title: 'tui.column.unknown', width: 7, align: 'right', spare: 0 },
  ],
  openColumns: [
    { title: 'tui.column.code', width: 16, grow: 1, spare: 0, middle: true },
    { title: 'tui.column.name', width: 12, grow: 2, spare: 2, middle: true },
    { title: 'tui.column.address', width: 8, align: 'right', spare: 1 },
    { title: 'tui.column.type', width: 12, spare: 3 },
    { title: 'tui.column.raw', width: 9, spare: 0 },
    { title: 'tui.column.value', width: 15, align: 'right', spare: 0 },
  ],
  items: (source, context) => {
    if (source.openSource) {
      const { code, file } = source.openSource
      return file && file.members.map((member) => registerItem(code, member, source, context))
    }
    return source.sources ? source.sources.map((row) => toItem(row, source, context)) : null
  },
  data: ({ sources: list }) => list ?? null,
}
