import type { BoardPoint } from '#app/board/snapshot'
import type { FiringReply, LoadReply, PointReply, RuleFileReply, RuleReply, SourceFileReply, TrendReply, TrialReply, Vocabulary } from '#tui/console/replies'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

const field = (key: string, name: string, name_en: string, of: string | null = null, choices: string[] | null = null) => ({ key, name, name_en, of, choices })

export const vocabulary: Vocabulary = {
  triggers: [
    { kind: 'event', event: 'hazards.hazard_reported', name: '上报隐患', name_en: 'A hazard is reported', fields: [field('level', '级别', 'level', null, ['general', 'major']), field('areaCode', '区域', 'area', 'areas')] },
    { kind: 'points', name: '监测点读数', name_en: 'A reading of a point', fields: [field('value', '数值', 'value')] },
  ],
  datasets: [{ code: 'certificates', name: '人员证件', name_en: 'certificates', fields: [field('daysLeft', '剩余天数', 'days left')] }],
  actions: [
    { do: 'raise_level', name: '提高风险等级', name_en: 'Raise the risk level', parameters: [field('grade', '等级', 'grade', null, ['red', 'orange'])] },
    { do: 'notify', name: '通知', name_en: 'Notify', parameters: [field('roles', '角色', 'roles', 'roles'), field('message', '内容', 'message')] },
  ],
}

export const codeNames: Record<string, { code: string; name: string; name_en: string }[]> = {
  areas: [{ code: 'GAS2', name: '煤气区二', name_en: 'Gas area 2' }],
  roles: [{ code: 'safety_director', name: '安全总监', name_en: 'Safety director' }],
}

/** Three rules as a plant has them, one of each mode; the third has a draft. */
export function ruleFiles(now: number): RuleFileReply[] {
  const rule = (more: Partial<RuleReply> & Pick<RuleReply, 'code' | 'name' | 'name_en' | 'mode'>): RuleReply => ({
    version: 2, shadow_version: null, newest_version: 2, has_draft: false, trigger: null, next_run_at: null, last_fired_at: null, ...more,
  })
  const version = (file: RuleReply, number: number, definition: Partial<RuleFileReply['versions'][number]['definition']>, more: object = {}) => ({
    number, published_at: now - (4 - number) * DAY, published_by: '陈刚', backtest: { firings: 12 }, waiver: null,
    definition: { code: file.code, name: file.name, name_en: file.name_en, trigger: { kind: 'event' as const, event: 'hazards.hazard_reported' }, actions: [], ...definition },
    ...more,
  })
  const cluster = rule({ code: 'HAZARD-CLUSTER', name: '同一区域一周内隐患多发', name_en: 'Hazards cluster in one area within a week', mode: 'live', last_fired_at: now - 3 * HOUR, trigger: { kind: 'event', event: 'hazards.hazard_reported' } })
  const expiry = rule({ code: 'CERTIFICATE-EXPIRY', name: '证件到期提醒', name_en: 'Certificates run out', mode: 'shadow', version: 1, shadow_version: 1, newest_version: 1, next_run_at: now + 20 * HOUR, trigger: { kind: 'schedule', every: 'day', at: '06:00', over: 'certificates' } })
  const gas = rule({ code: 'GAS-THRICE', name: '一氧化碳连续三次超高高限', name_en: 'CO above its high-high limit three times in a row', mode: 'off', version: null, newest_version: 1, has_draft: true, trigger: { kind: 'points', alarm_class: 'gas' } })
  return [
    {
      ...cluster, draft: null,
      versions: [
        version(cluster, 2, {
          when: 'level == "major" && areaCode in ["GAS2"]',
          window: { kind: 'count', more_than: 3, within_h: 168, group_by: [['areaCode']] },
          during: { hours: '08:00-20:00', weekdays: [1, 2, 3, 4, 5] },
          actions: [{ do: 'raise_level', grade: 'orange' }, { do: 'notify', roles: ['safety_director'], message: '{rule}：{facts}' }],
        }),
        version(cluster, 1, {}, { backtest: null, waiver: '新规则，没有历史数据' }),
      ],
    },
    { ...expiry, draft: null, versions: [version(expiry, 1, { trigger: expiry.trigger!, window: { kind: 'stages', field: 'daysLeft', at: [30, 7, 0] }, actions: [{ do: 'notify', roles: ['safety_director'], message: '{facts}' }] })] },
    { ...gas, draft: null, versions: [version(gas, 1, { trigger: gas.trigger!, when: 'value > hh', window: { kind: 'consecutive', count: 3 }, actions: [{ do: 'raise_level', grade: 'red' }] })] },
  ]
}

export const firings = (now: number): FiringReply[] => [
  {
    id: 'f2', version: 2, mode: 'live', at: now - 3 * HOUR,
    facts: [{ label: 'HZ-2611-0031', at: now - 5 * HOUR }, { label: 'HZ-2611-0032', at: now - 3 * HOUR }],
    actions: [{ do: 'raise_level', status: 'done', outcome: 'GAS2 orange' }, { do: 'notify', status: 'refused', outcome: '安全总监没有手机号' }],
  },
  { id: 'f1', version: 1, mode: 'shadow', at: now - 2 * DAY, facts: [{ label: 'HZ-2611-0020', at: now - 2 * DAY }], actions: [{ do: 'notify', status: 'withheld', outcome: null }] },
]

export const trial = (from: number, to: number): TrialReply => ({
  from, to, count: 27,
  firings: Array.from({ length: 27 }, (_, index) => ({ at: from + index * DAY, facts: [{ label: `HZ-2610-00${index + 10}`, at: from + index * DAY }] })),
  consequences: { suspended: { count: 3, items: [] }, refused: { count: 14, items: [] }, notified: { count: 0, items: [] } },
})

export const load = (now: number): LoadReply => ({
  from: now - 7 * DAY, to: now, alarms: 412,
  per_10_min: { mean: 0.41, peak: 34, peak_at: now - 26 * HOUR, slots_over: 3, limit: 10 },
  standing: { count: 12, by_priority: { 1: 1, 2: 3, 3: 6, 4: 2 }, longer_than_a_day: 2, oldest_at: now - 9 * DAY },
  nuisance: Array.from({ length: 10 }, (_, index) => ({
    condition: `BF8.PT80${index}.P.H`, name: `8#高炉炉顶压力 ${index + 1} 号变送器压力偏高`, name_en: `Top pressure of blast furnace 8, transmitter ${index + 1}, high`,
    area: 'BF8', count: 90 - index * 8, most_per_minute: 6 - Math.min(5, index), chatters: index < 2,
  })),
  by_day: Array.from({ length: 7 }, (_, index) => ({ day: `2026-11-${18 + index}`, alarms: 20 + ((index * 37) % 90), peak: index === 5 ? 34 : 4 + index })),
  floods: [{ area: null, started_at: now - 26 * HOUR, ended_at: now - 25 * HOUR, alarms: 96 }],
})

const register = (address: number, more: object = {}) => ({ unit_id: 1, function: 3, address, type: 'float32', word_order: 'ABCD', scale: 1, offset: 0, poll_class: 'fast', ...more })

/** A gateway whose second point is read in the wrong order, and a source that is heard and not read. */
export function sourceFiles(now: number, board: BoardPoint[]): SourceFileReply[] {
  const member = (at: number, reads: object | null) => {
    const { code, name, nameEn, unit, value, quality, fault, lastGoodTs } = board[at] ?? { code: `P${at}`, name: `测点 ${at}`, nameEn: `Point ${at}`, unit: 'ppm', value: null, quality: 'bad' as const, fault: null, lastGoodTs: null }
    return { code, name, name_en: nameEn, unit, min: 0, max: 500, value, quality, fault, last_good_ts: lastGoodTs, register: reads && register(100 + at * 2, reads) }
  }
  const source = { lost_since: null, last_good_ts: now - 2_000, losses_24h: 0, unknown_points: 0 }
  return [
    { ...source, code: 'GAS-GW', kind: 'modbus_tcp', name: '煤气区数据网关', name_en: 'Gateway of the gas areas', state: 'connected', points: 4, unknown_points: 1, losses_24h: 2, members: [member(0, {}), member(1, { word_order: 'CDAB' }), member(2, { type: 'int16', scale: 0.1 }), member(3, null)] },
    { ...source, code: 'HOLDER-MQTT', kind: 'mqtt', name: '气柜消息', name_en: 'Messages of the holder', state: 'lost', lost_since: now - 40 * MINUTE, last_good_ts: now - 41 * MINUTE, points: 2, unknown_points: 2, members: [member(4, null), member(5, null)] },
  ]
}

/** 42.5 as a float, high word first. */
const WORDS = [0x422a, 0x0000]
export const look = ({ type, address }: { type: string; address: number }) => ({
  address,
  raw: type.endsWith('32') ? WORDS : [WORDS[0]!],
  orders: type.endsWith('32')
    ? [
        { order: 'ABCD', value: 42.5, verdict: 'plausible' },
        { order: 'CDAB', value: 2.373e-41, verdict: 'next_to_nothing' },
        { order: 'BADC', value: 3.41e-13, verdict: 'next_to_nothing' },
        { order: 'DCBA', value: null, verdict: 'not_a_number' },
      ]
    : [{ order: 'ABCD', value: 1693.8, verdict: 'out_of_range' }],
})

export const probe = (source: SourceFileReply) => ({
  source: source.code,
  error: null,
  registers: source.members.flatMap(({ code, register: at }) => (at ? [{ point: code, address: at.address, raw: at.type.endsWith('32') ? WORDS : [WORDS[0]!], decoded: null, value: null }] : [])),
  look: null,
})

export const pointReply = (point: BoardPoint): PointReply => ({
  code: point.code, name: point.name, name_en: point.nameEn, area: point.areaCode, kind: point.kind, unit: point.unit, value: point.value,
  quality: point.quality, fault: point.fault, ts: point.ts, last_good_ts: point.lastGoodTs, limits: point.limits, deviation: point.deviation,
})

const PARTS = 60
/** A time that moves, with a gap in its middle. */
export function trend(from: number, to: number): TrendReply {
  const at = (index: number) => from + ((to - from) * index) / (PARTS - 1)
  const value = (index: number) => 20 + 15 * Math.sin(index / 6) + index / 4
  const buckets = Array.from({ length: PARTS }, (_, index) => ({ ts: at(index), min: value(index) - 4, avg: value(index), max: value(index) + 6, n: 10 }))
  return {
    source: 'raw', bucket_ms: Math.round((to - from) / PARTS), unit: 'ppm', limits: { ll: null, l: null, h: 24, hh: 40 },
    buckets: buckets.filter((_, index) => index <= 30 || index >= 34), gaps: [[at(31), at(34)]],
  }
}
