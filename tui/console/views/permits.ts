import type { BoardPermit } from '#app/board/snapshot'
import { fact, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { momentText, relativeText } from '#tui/lib/time'
import type { Tone } from '#tui/lib/tones'
import { areaNamed, named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

/** Suspended work has people standing around in a gas area: it comes first. Then what ends soonest. */
const urgency = (permit: BoardPermit): number => (permit.state === 'suspended' ? 0 : permit.state === 'started' ? 1 : 2)

export const sortPermits = (permits: BoardPermit[]): BoardPermit[] =>
  [...permits].sort((a, b) => urgency(a) - urgency(b) || a.endAt - b.endAt)

const typeText = (permit: BoardPermit, { t }: ViewContext): string => t(`tui.permit_type.${permit.type}`)
const levelText = (permit: BoardPermit, { language }: ViewContext): string =>
  language === 'en' ? permit.levelNameEn : permit.levelName

const applicant = (permit: BoardPermit, context: ViewContext): string => named(context, { name: permit.applicant, nameEn: permit.applicantEn })

const STATE_TONES: Record<string, Tone> = { suspended: 'alarm_2', started: 'strong' }

const stateSpan = (permit: BoardPermit, { t }: ViewContext): Span =>
  span(
    `${permit.state === 'suspended' ? '‖ ' : ''}${t(`tui.permit_state.${permit.state}`)}`,
    STATE_TONES[permit.state] ?? 'quiet'
  )

/** What is left of the permit; past its end it says so instead of counting on. */
function leftSpan(permit: BoardPermit, context: ViewContext): Span {
  const text = relativeText(permit.endAt, context.now, context.t)
  return permit.endAt <= context.now ? span(`! ${text}`, 'alarm_2') : span(text)
}

function detail(permit: BoardPermit, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const label = context.language === 'en' ? 14 : 12
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const reason = permit.suspendedReason ? paragraph(named(context, { name: permit.suspendedReason, nameEn: permit.suspendedReasonEn }), width, 'alarm_2') : []
  return [
    [span(`${typeText(permit, context)} ${levelText(permit, context)}`, 'strong', true)],
    ...reason,
    ...row('number', span(permit.code)),
    ...row('state', stateSpan(permit, context)),
    ...row('area', span(areaNamed(context, permit))),
    ...row('applicant', span(applicant(permit, context))),
    ...row('guardian', permit.guardian ? span(named(context, { name: permit.guardian, nameEn: permit.guardianEn })) : span(t('tui.permit.no_guardian'), 'alarm_3')),
    ...row('workers', span(String(permit.workers))),
    ...row('from', span(momentText(permit.startAt, now, zone))),
    ...row('until', span(`${momentText(permit.endAt, now, zone)} · ${relativeText(permit.endAt, now, t)}`)),
  ]
}

const toItem = (permit: BoardPermit, context: ViewContext): Item => ({
  key: permit.id,
  search: () =>
    words(
      permit.code,
      typeText(permit, context),
      levelText(permit, context),
      permit.areaName,
      permit.areaNameEn,
      permit.applicant,
      permit.applicantEn,
      permit.guardian,
      permit.guardianEn,
      stateSpan(permit, context).text
    ),
  cells: () => [
    span(permit.code),
    span(`${typeText(permit, context)} ${levelText(permit, context)}`),
    span(areaNamed(context, permit)),
    stateSpan(permit, context),
    span(applicant(permit, context)),
    leftSpan(permit, context),
  ],
  detail: (width) => detail(permit, context, width),
})

export const permits: View = {
  id: 'permits',
  columns: [
    { title: 'tui.column.number', width: 13, spare: 1 },
    { title: 'tui.column.work', width: 14, grow: 2, spare: 0 },
    { title: 'tui.column.area', width: 8, grow: 1, spare: 2 },
    { title: 'tui.column.state', width: 12, spare: 0 },
    { title: 'tui.column.applicant', width: 10, spare: 3 },
    { title: 'tui.column.left', width: 13, spare: 0 },
  ],
  items: ({ board }, context) => board && sortPermits(board.permits.items).map((permit) => toItem(permit, context)),
  data: ({ board }) => board?.permits ?? null,
}
