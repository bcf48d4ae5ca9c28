import type { BoardSnapshot } from '#app/board/snapshot'
import type { Line } from '#tui/lib/line'
import type { Picture } from '#tui/console/facts'
import { detailWindow, footerLines, navLines, type Badges } from '#tui/console/paint_frame'
import { headerLines, type HeaderFacts } from '#tui/lib/header_lines'
import { helpLines } from '#tui/console/paint_help'
import { listLines } from '#tui/console/paint_list'
import type { ConsoleState } from '#tui/console/state'
import { named } from '#tui/lib/reading'
import { VIEWS } from '#tui/console/views'
import { fitBlock } from '#tui/lib/line'

export interface Panes {
  header: Line[]
  nav: Line[]
  list: Line[]
  detail: Line[]
  footer: Line[]
}

/** Beside the views: how many things there want a person. */
export const badgesOf = (board: BoardSnapshot | null): Badges =>
  board === null
    ? {}
    : {
        alarms: board.alarms.unacknowledged,
        permits: board.permits.suspended,
        hazards: board.hazards.overdue,
        points: board.points.unknown,
        incidents: board.incidents.length,
        bypasses: board.bypasses.overdue,
      }

/** The name of the alarm that a note or a reset is about. */
function subjectName(state: ConsoleState, { context, group }: Picture, board: BoardSnapshot | null): string {
  const known = [...(board?.alarms.items ?? []), ...(group?.alarms ?? [])]
  const alarm = known.find((one) => one.id === state.subject)
  return alarm ? named(context, alarm) : ''
}

/** The whole screen as lines; every pane has exactly the size that the layout gives it. */
export function paint(
  before: ConsoleState,
  picture: Picture,
  header: HeaderFacts,
  fault: string[],
  badges: Badges
): Panes {
  const { layout, context, all, items } = picture
  const state: ConsoleState = before.mode === 'detail' && picture.chosen === null ? { ...before, mode: 'browse' } : before
  const { t } = context
  const detailRect = layout.detail ?? { ...layout.list, height: 0 }
  const source = { board: header.link.board, audit: null, inbox: null }
  const list = listLines(
    {
      view: VIEWS[state.view],
      opened: state.view === 'sources' ? (picture.openSource?.code ?? null) : null,
      choice: state.choices[state.view],
      filter: state.filters[state.view],
      items: all === null ? null : items,
      loaded: all?.length ?? 0,
      total: VIEWS[state.view].total?.(source) ?? all?.length ?? 0,
      fault,
      focused: state.mode === 'browse',
    },
    context,
    layout.list
  )
  const panes: Panes = {
    header: fitBlock(headerLines(header, context, layout.columns), layout.columns, layout.header.height),
    nav: navLines(state, badges, t, layout.nav),
    list,
    detail: detailWindow(picture.detail, state.scroll, detailRect),
    footer: footerLines(state, subjectName(state, picture, header.link.board), context, layout),
  }
  if (state.mode !== 'help') return panes
  const whole = { ...layout.list, height: layout.nav.height }
  if (layout.place === 'beside') return { ...panes, list: helpLines(state.view, t, whole.width, whole.height) }
  const help = helpLines(state.view, t, whole.width, whole.height)
  // On a narrow screen help covers list and detail; the rule between them takes one of its lines.
  return {
    ...panes,
    list: help.slice(0, layout.list.height),
    detail: help.slice(layout.list.height, layout.list.height + detailRect.height),
  }
}
