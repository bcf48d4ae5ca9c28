/**
 * The overview: one JSON for the plant board, the terminal and the kiosks' banner. `GET /api/v1/board`, and the same on
 * the live stream, channel `board`, at most four times a second. Plain data; names come in both languages, those of people too where they have an English one.
 */
export interface BoardSnapshot {
  at: number
  plant: { name: string; nameEn: string; timeZone: string }
  health: { engine: Heart; historian: Heart; broker: Heart; audit: Heart; outbox: Heart }
  alarms: { byPriority: Record<'1' | '2' | '3' | '4', number>; unacknowledged: number; flood?: BoardFlood | null; items: BoardAlarm[] }
  /** `items`: of a small plant all, of a large one those that matter now; `GET /points` has all. */
  points: { total: number; unknown: number; items: BoardPoint[] }
  outputs: { code: string; name: string; nameEn: string; kind: string; areaCode: string; commanded: boolean | null; actual: boolean | null; state: string }[]
  areas: BoardArea[]
  permits: { active: number; suspended: number; items: BoardPermit[] }
  people: { inside: number; items: { areaCode: string; code: string; name: string; nameEn?: string | null; company: string | null; companyEn?: string | null; since: number; stay: BoardStay | null }[] }
  hazards: { open: number; overdue: number; items: BoardHazard[] }
  incidents: BoardIncident[]
  predictions: { standing: number; items: BoardPrediction[] }
  /** What nobody knows; `coverage` is the share of what is watched that is known, percent. */
  blind: { count: number; coverage: number | null; items: BoardBlindSpot[] }
  /** The rehearsal that runs; null: all is in earnest. */
  drill: BoardDrill | null
  bypasses: { count: number; overdue: number; items: BoardBypass[] }
  kpis: BoardKpi[]
  /** The one most important thing now, as message key and parameters; null when nothing is wrong. */
  headline: { key: string; params: Record<string, string | number>; priority: 1 | 2 | 3 | 4 } | null
}

export type Heart = { ok: boolean; ageMs: number | null }

export interface BoardAlarm {
  id: string
  condition: string
  pointCode: string | null
  name: string
  nameEn: string
  areaCode: string | null
  areaName: string
  areaNameEn: string
  priority: 1 | 2 | 3 | 4
  alarmClass: string
  /** `active_unacknowledged`, `active_acknowledged`, `cleared_unacknowledged`, `latched`, `normal` */
  state: string
  value: number | null
  unit: string | null
  limit: number | null
  raisedAt: number
  clearedAt: number | null
  acknowledgedAt: number | null
  acknowledgedBy: string | null
  acknowledgedByEn?: string | null
  note?: string | null
  /** The first of its area in a burst: where to look for the cause. */
  firstOut?: boolean
  /** The line stands for many alarms of a flood, of which this is the gravest. */
  group?: BoardAlarmGroup | null
}

/** More alarms come than an operator can take in; over when they have run out. */
export interface BoardFlood {
  startedAt: number
  alarms: number
}

export interface BoardAlarmGroup {
  /** Null: alarms that have no area. */
  areaCodes: (string | null)[]
  count: number
  unacknowledged: number
  byPriority: Record<'1' | '2' | '3' | '4', number>
  first: { id: string; name: string; nameEn: string; raisedAt: number }
}

export interface BoardPoint {
  code: string
  name: string
  nameEn: string
  areaCode: string
  kind: string
  unit: string
  value: number | null
  quality: 'good' | 'uncertain' | 'bad'
  fault: string | null
  ts: number | null
  lastGoodTs: number | null
  limits: { ll: number | null; l: number | null; h: number | null; hh: number | null }
  /** How near the value is to its nearest limit: 0 in the middle, 1 at the limit, above beyond it; null unknown. */
  deviation: number | null
}

export interface BoardArea {
  code: string
  parentCode: string | null
  kind: 'site' | 'workshop' | 'area'
  name: string
  nameEn: string
  outline: [number, number][] | null
  gasClass: string | null
  /** Current risk grade; the assessed one beside it. */
  grade: 'red' | 'orange' | 'yellow' | 'blue' | null
  assessedGrade: 'red' | 'orange' | 'yellow' | 'blue' | null
  /** `normal`, `restricted`, `closed` */
  access: string
  people: number
  /** Highest standing alarm priority, null when none. */
  alarm: 1 | 2 | 3 | 4 | null
  unknownPoints: number
  points: number
  /** Things here that nobody knows: points, gates, screens. */
  blind: number
  coverage: number | null
  permits: number
}

export interface BoardPermit {
  id: string
  code: string
  type: string
  level: string
  levelName: string
  levelNameEn: string
  areaCode: string
  areaName: string
  areaNameEn: string
  state: string
  applicant: string
  applicantEn?: string | null
  guardian: string | null
  guardianEn?: string | null
  startAt: number
  endAt: number
  workers: number
  suspendedReason: string | null
  suspendedReasonEn?: string | null
}

export interface BoardHazard {
  id: string
  code: string
  typeName: string
  typeNameEn: string
  areaCode: string
  areaName: string
  areaNameEn: string
  level: string
  state: string
  reportedAt: number
  dueAt: number | null
  overdue: boolean
  assignee: string | null
  assigneeEn?: string | null
}

export interface BoardIncident {
  id: string
  code: string
  name: string
  nameEn: string
  areaCode: string
  areaName: string
  areaNameEn: string
  startedAt: number
  tasksOpen: number
  tasksDone: number
  /** Of the emergency team: who was called, and what they answered. */
  team: { called: number; arrived: number; cannotCome: number; silent: number }
}

/** Something that nobody knows although somebody should. */
export interface BoardBlindSpot {
  id: string
  kind: string
  code: string
  name: string
  nameEn: string
  areaCode: string | null
  areaName: string
  areaNameEn: string
  /** Null: never known. */
  since: number | null
}

/** Nothing of it is real but the people. */
export interface BoardDrill {
  id: string
  name: string
  areaCode: string
  areaName: string
  areaNameEn: string
  startedAt: number
  until: number
  alarms: number
  unacknowledged: number
  stopsOpen: number
  missing: number
  expected: number
  alarm: { name: string; nameEn: string; value: number; unit: string } | null
}

/** How long somebody may stay in gas yet; null for those who are in no gas area. */
export interface BoardStay {
  state: 'free' | 'counting' | 'overdue' | 'unknown' | 'unmeasured' | 'apparatus'
  endsAt: number | null
  /** No sign of life for longer than agreed. */
  silent: boolean
}

/** A safeguard that is set aside. */
export interface BoardBypass {
  id: string
  kind: string
  code: string
  name: string
  nameEn: string
  areaCode: string | null
  areaName: string
  areaNameEn: string
  owner: string
  ownerEn?: string | null
  reason: string
  measure: string | null
  since: number
  /** Null: without an end of its own. */
  until: number | null
  /** Its end has passed and nobody has confirmed that the safeguard works again. */
  overdue: boolean
}

/** What is foreseen; its sentence is `predictions.sentence.<kind>` with the claim's parameters. */
export interface BoardPrediction {
  id: string
  kind: string
  areaCode: string | null
  /** Null where it is about an area. */
  pointCode: string | null
  expectedAt: number | null
  horizonAt: number
  claim: Record<string, string | number | null>
}

export interface BoardKpi {
  code: string
  value: number | null
  unit: string
  target: number | null
  /** Older to newer; null where nothing is known. */
  trend: (number | null)[]
  good: 'up' | 'down'
}
