import type { BoardBlindSpot } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, spanText } from '#tui/lib/time'
import { areaNamed, named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

const forSpan = ({ since }: BoardBlindSpot, { t, now }: ViewContext): Span => span(since === null ? t('tui.blind.never') : spanText(now - since, t), 'unknown')
const placeOf = (spot: BoardBlindSpot, context: ViewContext): string => areaNamed(context, spot) || context.t('tui.blind.plant')

function detail(spot: BoardBlindSpot, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  return [
    [span(named(context, spot), 'strong', true), span(`  ${spot.code}`, 'quiet')],
    ...row('why', span(t(`screen.blind.kinds.${spot.kind}`), 'unknown')),
    ...row('area', span(placeOf(spot, context))),
    ...row('since', spot.since === null ? span(t('tui.blind.never')) : span(`${momentText(spot.since, now, zone)} · ${spanText(now - spot.since, t)}`)),
    ...row('next', span(t(`screen.blind.fixes.${spot.kind}`), 'strong')),
  ]
}

const toItem = (spot: BoardBlindSpot, context: ViewContext): Item => ({
  key: spot.id,
  search: () => words(spot.code, spot.name, spot.nameEn, spot.areaName, spot.areaNameEn, context.t(`screen.blind.kinds.${spot.kind}`)),
  cells: () => [
    span(placeOf(spot, context)),
    span(named(context, spot), 'strong'),
    span(context.t(`screen.blind.kinds.${spot.kind}`), 'unknown'),
    forSpan(spot, context),
    span(context.t(`screen.blind.fixes.${spot.kind}`), 'quiet'),
  ],
  detail: (width) => detail(spot, context, width),
})

/** What nobody knows, longest first. */
export const blind: View = {
  id: 'blind',
  columns: [
    { title: 'tui.column.area', width: 10, grow: 1, spare: 1 },
    { title: 'tui.column.what', width: 14, grow: 2, spare: 0 },
    { title: 'tui.column.state', width: 12, grow: 1, spare: 0 },
    { title: 'tui.column.for', width: 9, align: 'right', spare: 0 },
    { title: 'tui.column.action', width: 14, grow: 2, spare: 3 },
  ],
  items: ({ board }, context) => board && board.blind.items.map((spot) => toItem(spot, context)),
  total: ({ board }) => board?.blind.count ?? 0,
  data: ({ board }) => board?.blind ?? null,
}
