import type { BoardSnapshot } from '#app/board/snapshot'
import { span, type Line, type Span } from '#tui/lib/line'
import type { Language } from '#tui/lib/language'
import type { Translate } from '#tui/lib/messages'
import type { TrendSample } from '#tui/lib/trend'

export const VIEW_IDS = ['overview', 'alarms', 'permits', 'people', 'hazards', 'points', 'incidents', 'inbox', 'audit'] as const
export type ViewId = (typeof VIEW_IDS)[number]

/** Everything a view needs to put its rows into words. `now` is the plant's clock, not this machine's. */
export interface ViewContext {
  t: Translate
  language: Language
  now: number
  zone: string
  /** The newest board is too old to pass for the present. */
  stale: boolean
  /** History of the chosen point; null while it is being fetched. */
  trend: { pointCode: string; from: number; to: number; samples: TrendSample[] | null } | null
}

export interface Column {
  /** Message key of the heading. */
  title: string
  /** Cells it needs; with `grow` it also takes a share of what is left. */
  width: number
  grow?: number
  align?: 'right'
  /** Leaves first when there is no room: the highest number goes first, 0 stays. */
  spare: number
}

/** One row, ready to be drawn; cells and detail are made only for what is on the screen. */
export interface Item {
  key: string
  /** What the filter looks in. */
  search: string
  cells: Span[]
  detail(width: number, height: number): Line[]
  /** What the keys of this view act on. */
  alarmId?: string
  pointCode?: string
}

export interface View {
  id: ViewId
  columns: Column[]
  /** Null: not known yet (not fetched, or refused). */
  items(source: Source, context: ViewContext): Item[] | null
  /** What `--json` prints. */
  data(source: Source): unknown
  /** Fetched when the view is opened; everything else is on the board. */
  fetches?: 'audit' | 'inbox'
}

export interface AuditRow {
  seq: number
  at: number
  actor_name: string | null
  action: string
  subject_type: string
  subject_id: string
  details?: unknown
}

export interface InboxRow {
  id: string
  message: string
  priority: number
  created_at: number
  read_at?: number | null
  link?: string | null
}

export interface Source {
  board: BoardSnapshot | null
  audit: AuditRow[] | null
  inbox: InboxRow[] | null
}

export const named = (context: ViewContext, thing: { name: string; nameEn: string }): string =>
  context.language === 'en' ? thing.nameEn || thing.name : thing.name || thing.nameEn

export const areaNamed = (context: ViewContext, thing: { areaName: string; areaNameEn: string }): string =>
  named(context, { name: thing.areaName, nameEn: thing.areaNameEn })

export const words = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' ').toLowerCase()

/** A value that is only as good as the line to the server. */
export const whenFresh = (context: ViewContext, text: string): Span =>
  context.stale ? span(`(${text})`, 'unknown') : span(text)

export const FETCH_PATHS = { audit: '/api/v1/audit?limit=200', inbox: '/api/v1/inbox?limit=200' } as const
