import type { BoardBypass } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText, spanText } from '#tui/lib/time'
import { areaNamed, named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

const NEAR_MS = 15 * 60_000

const owner = (bypass: BoardBypass, context: ViewContext): string => named(context, { name: bypass.owner, nameEn: bypass.ownerEn })

function leftSpan({ until, overdue }: BoardBypass, { t, now }: ViewContext): Span {
  if (overdue || (until !== null && until <= now)) return span(t('tui.bypass.overdue'), 'alarm_1')
  if (until === null) return span(t('tui.bypass.no_end'), 'alarm_3')
  return span(spanText(until - now, t), until - now < NEAR_MS ? 'alarm_3' : 'strong')
}

function detail(bypass: BoardBypass, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const until = bypass.until === null ? t('tui.bypass.no_end') : `${momentText(bypass.until, now, zone)} · ${relativeText(bypass.until, now, t)}`
  return [
    [span(t(`tui.bypass.kind.${bypass.kind}`), 'strong', true), span(`  ${bypass.code}`, 'quiet')],
    ...row('what', span(named(context, bypass))),
    ...row('area', span(areaNamed(context, bypass))),
    ...row('owner', span(owner(bypass, context))),
    ...row('why', span(bypass.reason)),
    ...row('measure', bypass.measure === null ? span(t('tui.bypass.no_measure'), 'quiet') : span(bypass.measure, 'strong')),
    ...row('since', span(`${momentText(bypass.since, now, zone)} · ${relativeText(bypass.since, now, t)}`)),
    ...row('until', span(until)),
    ...row('left', leftSpan(bypass, context)),
  ]
}

/** What the console can end by itself: an alarm's rest on the shelf, a condition's time out of service. */
function restorable({ id, kind, code }: BoardBypass): Pick<Item, 'bypass'> {
  if (kind === 'alarm_shelved') return { bypass: { alarmId: id.slice(id.indexOf(':') + 1) } }
  return kind === 'condition_out_of_service' ? { bypass: { condition: code } } : {}
}

const toItem = (bypass: BoardBypass, context: ViewContext): Item => ({
  key: bypass.id,
  subject: named(context, bypass),
  ...restorable(bypass),
  search: () => words(bypass.code, bypass.name, bypass.nameEn, bypass.areaName, bypass.areaNameEn, bypass.owner, bypass.ownerEn, bypass.reason, context.t(`tui.bypass.kind.${bypass.kind}`)),
  cells: () => [
    span(context.t(`tui.bypass.kind.${bypass.kind}`), 'strong'),
    span(named(context, bypass)),
    span(areaNamed(context, bypass)),
    span(owner(bypass, context)),
    leftSpan(bypass, context),
  ],
  detail: (width) => detail(bypass, context, width),
})

/** What is set aside: overdue first, as the server orders it. */
export const bypasses: View = {
  id: 'bypasses',
  columns: [
    { title: 'tui.column.kind', width: 14, grow: 1, spare: 0 },
    { title: 'tui.column.what', width: 14, grow: 2, spare: 0 },
    { title: 'tui.column.area', width: 10, grow: 1, spare: 2 },
    { title: 'tui.column.who', width: 8, spare: 1 },
    { title: 'tui.column.left', width: 12, align: 'right', spare: 0 },
  ],
  items: ({ board }, context) => board && board.bypasses.items.map((bypass) => toItem(bypass, context)),
  total: ({ board }) => board?.bypasses.count ?? 0,
  data: ({ board }) => board?.bypasses ?? null,
}
