import type { BoardHazard } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText } from '#tui/lib/time'
import { areaNamed, named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

/** Overdue first, then what is due soonest; what has no date yet waits for a person to give it one. */
export const sortHazards = (hazards: BoardHazard[]): BoardHazard[] =>
  [...hazards].sort(
    (a, b) =>
      Number(b.overdue) - Number(a.overdue) ||
      (a.dueAt ?? Infinity) - (b.dueAt ?? Infinity) ||
      a.reportedAt - b.reportedAt
  )

const typeText = (hazard: BoardHazard, context: ViewContext): string =>
  named(context, { name: hazard.typeName, nameEn: hazard.typeNameEn })

const assignee = (hazard: BoardHazard, context: ViewContext): string => named(context, { name: hazard.assignee ?? '', nameEn: hazard.assigneeEn })

const levelSpan = (hazard: BoardHazard, { t }: ViewContext): Span =>
  span(t(`tui.hazard_level.${hazard.level}`), hazard.level === 'major' ? 'alarm_2' : undefined)

function dueSpan(hazard: BoardHazard, { t, now }: ViewContext): Span {
  if (hazard.dueAt === null) return span(t('tui.hazard.no_date'), 'quiet')
  const text = relativeText(hazard.dueAt, now, t)
  return hazard.overdue ? span(`! ${text}`, 'alarm_2') : span(text)
}

function detail(hazard: BoardHazard, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  return [
    [span(typeText(hazard, context), 'strong', true)],
    ...row('number', span(hazard.code)),
    ...row('level', levelSpan(hazard, context)),
    ...row('state', span(t(`tui.hazard_state.${hazard.state}`))),
    ...row('area', span(areaNamed(context, hazard))),
    ...row(
      'reported',
      span(`${momentText(hazard.reportedAt, now, zone)} · ${relativeText(hazard.reportedAt, now, t)}`)
    ),
    ...row(
      'due',
      hazard.dueAt === null
        ? dueSpan(hazard, context)
        : {
            ...dueSpan(hazard, context),
            text: `${momentText(hazard.dueAt, now, zone)} · ${dueSpan(hazard, context).text}`,
          }
    ),
    ...row('assignee', hazard.assignee ? span(assignee(hazard, context)) : span(t('tui.hazard.nobody'), 'alarm_3')),
  ]
}

const toItem = (hazard: BoardHazard, context: ViewContext): Item => ({
  key: hazard.id,
  search: () =>
    words(
      hazard.code,
      hazard.typeName,
      hazard.typeNameEn,
      hazard.areaName,
      hazard.areaNameEn,
      hazard.assignee,
      hazard.assigneeEn,
      context.t(`tui.hazard_state.${hazard.state}`)
    ),
  cells: () => [
    span(hazard.code),
    levelSpan(hazard, context),
    span(typeText(hazard, context)),
    span(areaNamed(context, hazard)),
    span(context.t(`tui.hazard_state.${hazard.state}`)),
    span(hazard.assignee ? assignee(hazard, context) : '—', hazard.assignee ? undefined : 'quiet'),
    dueSpan(hazard, context),
  ],
  detail: (width) => detail(hazard, context, width),
})

export const hazards: View = {
  id: 'hazards',
  columns: [
    { title: 'tui.column.number', width: 13, spare: 3 },
    { title: 'tui.column.level', width: 8, spare: 1 },
    { title: 'tui.column.what', width: 12, grow: 2, spare: 0 },
    { title: 'tui.column.area', width: 8, grow: 1, spare: 2 },
    { title: 'tui.column.state', width: 11, spare: 0 },
    { title: 'tui.column.assignee', width: 9, spare: 4 },
    { title: 'tui.column.due', width: 13, spare: 0 },
  ],
  items: ({ board }, context) => board && sortHazards(board.hazards.items).map((hazard) => toItem(hazard, context)),
  total: ({ board }) => board?.hazards.open ?? 0,
  data: ({ board }) => board?.hazards ?? null,
}
