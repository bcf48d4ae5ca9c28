import type { BoardSnapshot } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, spanText } from '#tui/lib/time'
import { named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

const NEAR_MS = 5 * 60_000

type Person = BoardSnapshot['people']['items'][number]

const areaName = (code: string, board: BoardSnapshot, context: ViewContext): string => {
  const area = board.areas.find((one) => one.code === code)
  return area ? named(context, area) : code
}

const companyName = ({ company, companyEn }: Person, context: ViewContext): string =>
  company === null ? context.t('tui.people.own') : named(context, { name: company, nameEn: companyEn })

/** By area, and there who has been inside the longest first: that is who may be in trouble. */
export const sortPeople = (people: Person[]): Person[] =>
  [...people].sort((a, b) => a.areaCode.localeCompare(b.areaCode) || a.since - b.since)

function staySpan({ stay }: Person, { t, now }: ViewContext): Span {
  if (!stay) return span('')
  if (stay.silent) return span(t('tui.stay.silent'), 'alarm_1')
  if (stay.state === 'overdue' || (stay.endsAt !== null && stay.endsAt <= now)) return span(t('tui.stay.overdue'), 'alarm_1')
  if (stay.state === 'unknown') return span(t('tui.stay.unknown'), 'unknown')
  if (stay.endsAt !== null) return span(spanText(stay.endsAt - now, t), stay.endsAt - now < NEAR_MS ? 'alarm_3' : 'strong')
  return span(t(`tui.stay.${stay.state}`), 'quiet')
}

function detail(person: Person, board: BoardSnapshot, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const others = board.people.items.filter((one) => one.areaCode === person.areaCode)
  const permits = board.permits.items.filter((permit) => permit.areaCode === person.areaCode)
  return [
    [span(named(context, person), 'strong', true), span(`  ${person.code}`, 'quiet')],
    ...row('company', span(companyName(person, context))),
    ...row('area', span(areaName(person.areaCode, board, context))),
    ...row('since', span(`${momentText(person.since, now, zone)} · ${spanText(now - person.since, t)}`)),
    ...(person.stay ? row('stay', staySpan(person, context)) : []),
    ...row('inside', span(t('tui.people.count', { count: others.length }))),
    ...permits
      .slice(0, 5)
      .flatMap((permit) => row('permit', span(`${permit.code} ${t(`tui.permit_state.${permit.state}`)}`))),
  ]
}

const toItem = (person: Person, board: BoardSnapshot, context: ViewContext): Item => {
  const area = areaName(person.areaCode, board, context)
  return {
    key: `${person.code}@${person.areaCode}`,
    search: () => words(person.name, person.nameEn, person.code, person.company, person.companyEn, area, person.areaCode),
    cells: () => [
      span(area),
      span(named(context, person), 'strong'),
      span(person.code, 'quiet'),
      span(companyName(person, context)),
      span(spanText(context.now - person.since, context.t)),
      staySpan(person, context),
    ],
    detail: (width) => detail(person, board, context, width),
  }
}

export const people: View = {
  id: 'people',
  columns: [
    { title: 'tui.column.area', width: 12, grow: 1, spare: 0 },
    { title: 'tui.column.name', width: 12, grow: 1, spare: 0 },
    { title: 'tui.column.code', width: 8, spare: 2 },
    { title: 'tui.column.company', width: 12, grow: 1, spare: 1 },
    { title: 'tui.column.inside_for', width: 10, align: 'right', spare: 0 },
    { title: 'tui.column.stay', width: 12, align: 'right', spare: 0 },
  ],
  items: ({ board }, context) =>
    board && sortPeople(board.people.items).map((person) => toItem(person, board, context)),
  total: ({ board }) => board?.people.inside ?? 0,
  data: ({ board }) => board?.people ?? null,
}
