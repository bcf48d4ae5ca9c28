import type { BoardAlarm, BoardSnapshot } from '#app/board/snapshot'
import type { CloseUp, Closer } from '#tui/console/close_up'
import type { LoadReply, PointReply, RegisterReply, RuleReply, SourceReply, TrendReply } from '#tui/console/replies'
import type { OpenSource, Tried } from '#tui/console/open_source'
import type { Trial } from '#tui/console/trial'
import type { Line, Span } from '#tui/lib/line'
import type { ReadContext } from '#tui/lib/reading'
import type { TrendSample } from '#tui/lib/trend'

export const VIEW_IDS = [
  'overview',
  'alarms',
  'permits',
  'people',
  'hazards',
  'points',
  'incidents',
  'inbox',
  'audit',
  'bypasses',
  'blind',
  'rules',
  'trend',
  'load',
  'sources',
] as const
export type ViewId = (typeof VIEW_IDS)[number]

export interface Trend {
  pointCode: string
  from: number
  to: number
  samples: TrendSample[] | null
  /** The server did not say: not the same as having no history. */
  failed: boolean
  /** All that it said: lowest, highest and mean of each piece of the time, and the gaps. */
  history?: TrendReply | null
}

export interface ViewContext extends ReadContext {
  /** History of the chosen point; its samples are null while they are being fetched. */
  trend: Trend | null
  /** The trend ends now and goes along. */
  trendLive?: boolean
}

export interface Column {
  /** Message key of the heading. */
  title: string
  /** Cells it needs; with `grow` it also takes a share of what is left. */
  width: number
  grow?: number
  align?: 'right'
  /** What does not fit is cut in the middle: such names differ at their end. */
  middle?: boolean
  /** Leaves first when there is no room: the highest number goes first, 0 stays. */
  spare: number
}

/** One row. Its words are made when they are asked for: a plant has thousands of points and a screen has forty lines. */
export interface Item {
  key: string
  /** What the filter looks in. */
  search(): string
  cells(): Span[]
  detail(width: number, height: number): Line[]
  /** What the keys of this view act on. */
  alarmId?: string
  pointCode?: string
  condition?: string
  /** What it is about, for the question before something is done. */
  subject?: string
  /** What can be brought back before its time is over. */
  bypass?: { alarmId: string } | { condition: string }
  rule?: { code: string; name: string }
  source?: string
  /** A point's register as it is set. */
  register?: RegisterReply & { point: string; name: string; min: number; max: number }
  /** What the detail needs that no list carries: asked for while the row is chosen. */
  closer?: CloseUp
  /** The row stands for many alarms, of these areas. */
  group?: (string | null)[]
}

export interface View {
  id: ViewId
  columns: Column[]
  /** Of the rows inside an opened one. */
  openColumns?: Column[]
  /** Null: not known yet (not fetched, or refused). */
  items(source: Source, context: ViewContext): Item[] | null
  /** How many there are on the server, where the board carries only the first of them. */
  total?(source: Source): number
  /** What `--json` prints. */
  data(source: Source): unknown
  /** Fetched when the view is opened; everything else is on the board. */
  fetches?: Fetching
  /** Opened, its detail takes the whole screen, however wide. */
  whole?: boolean
}

export type Fetching = 'audit' | 'inbox' | 'rules' | 'points' | 'load' | 'sources'

export interface AuditRow {
  seq: number
  at: number
  actor_name: string | null
  action: string
  subject_type: string
  subject_id: string
  details?: unknown
}

/** What waits for the person, from every room. */
export interface TaskRow {
  kind: string
  title_key: string
  params: Record<string, string | number>
  link: string
  due_at: number | null
  priority: number
}

/** What the person was told. */
export interface NoticeRow {
  id: string
  message: string
  priority: number
  created_at: number
  read_at?: number | null
  link?: string | null
}

export interface Inbox {
  tasks: TaskRow[]
  notices: NoticeRow[]
}

export interface Source {
  board: BoardSnapshot | null
  audit: AuditRow[] | null
  inbox: Inbox | null
  /** The alarms of the folded group that is open; null while they are being fetched. */
  group?: { alarms: BoardAlarm[] | null } | null
  rules?: RuleReply[] | null
  points?: PointReply[] | null
  load?: LoadReply | null
  sources?: SourceReply[] | null
  /** What the chosen row asked for; null while it is being fetched. */
  closer?: Closer | null
  /** The source whose points the list shows instead. */
  openSource?: OpenSource | null
  /** How the chosen register is read for a trial; null: as it is set. */
  tried?: Tried | null
  trial?: Trial | null
}

export const words = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(' ').toLowerCase()
