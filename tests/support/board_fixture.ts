import type { BoardAlarm, BoardArea, BoardHazard, BoardPermit, BoardPoint, BoardSnapshot } from '#app/board/snapshot'

const MINUTE = 60_000
const HOUR = 3_600_000
/** Tuesday 24 November 2026, 09:05:12 in Shanghai. */
export const BOARD_AT = Date.UTC(2026, 10, 24, 1, 5, 12)

type Box = [number, number, number, number]
const box = ([left, top, right, bottom]: Box): [number, number][] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
]

const area = (
  code: string,
  parentCode: string | null,
  name: string,
  nameEn: string,
  outline: Box,
  more: Partial<BoardArea> = {}
): BoardArea => ({
  code,
  parentCode,
  kind: 'area',
  name,
  nameEn,
  outline: box(outline),
  gasClass: null,
  grade: 'blue',
  assessedGrade: 'blue',
  access: 'normal',
  people: 0,
  alarm: null,
  unknownPoints: 0,
  blind: 0,
  coverage: 100,
  points: 8,
  permits: 0,
  ...more,
})

const areas: BoardArea[] = [
  area('PLANT', null, '红线示范钢铁厂', 'Redline demo steel works', [0, 0, 1000, 560], {
    kind: 'site',
    grade: null,
    assessedGrade: null,
    points: 0,
  }),
  area('COKE', 'PLANT', '焦化厂', 'Coking plant', [20, 20, 270, 250], { kind: 'workshop', grade: null }),
  area('COKE-OVEN', 'COKE', '焦炉区', 'Coke ovens', [35, 60, 140, 235], { gasClass: '2', grade: 'yellow', people: 3 }),
  area('COKE-GAS', 'COKE', '煤气净化', 'Coke gas cleaning', [155, 60, 255, 235], { gasClass: '1', unknownPoints: 2, blind: 2, coverage: 75 }),
  area('IRON', 'PLANT', '炼铁厂', 'Ironmaking', [290, 20, 590, 250], { kind: 'workshop', grade: null }),
  area('BF7', 'IRON', '7#高炉', 'Blast furnace 7', [305, 60, 430, 235], {
    gasClass: '1',
    grade: 'yellow',
    people: 2,
    permits: 1,
  }),
  area('BF8', 'IRON', '8#高炉', 'Blast furnace 8', [450, 60, 575, 235], { gasClass: '1', alarm: 3 }),
  area('STEEL', 'PLANT', '炼钢厂', 'Steelmaking', [610, 20, 980, 250], { kind: 'workshop', grade: null }),
  area('CONV1', 'STEEL', '1#转炉', 'Converter 1', [625, 60, 790, 235], {
    grade: 'orange',
    assessedGrade: 'yellow',
    access: 'restricted',
    people: 4,
  }),
  area('CASTER', 'STEEL', '连铸', 'Continuous caster', [810, 60, 965, 235], { people: 1 }),
  area('ENERGY', 'PLANT', '动力厂', 'Energy department', [20, 270, 520, 540], { kind: 'workshop', grade: null }),
  area('GAS1', 'ENERGY', '煤气区一', 'Gas area 1', [35, 300, 180, 520], { gasClass: '1' }),
  area('GAS2', 'ENERGY', '煤气区二', 'Gas area 2', [200, 300, 350, 520], {
    gasClass: '1',
    grade: 'red',
    assessedGrade: 'orange',
    access: 'closed',
    people: 2,
    alarm: 1,
    unknownPoints: 1,
    blind: 1,
    coverage: 88,
    permits: 2,
  }),
  area('SUB110', 'ENERGY', '110kV变电站', '110 kV substation', [370, 300, 505, 520]),
  area('OXY1', 'PLANT', '制氧', 'Oxygen plant', [545, 300, 685, 520]),
  area('HSM', 'PLANT', '热连轧', 'Hot strip mill', [715, 300, 965, 520], { people: 1 }),
]

const names = new Map(areas.map((one) => [one.code, one]))
const place = (areaCode: string) => ({
  areaCode,
  areaName: names.get(areaCode)!.name,
  areaNameEn: names.get(areaCode)!.nameEn,
})

const alarm = (id: string, areaCode: string, name: string, nameEn: string, more: Partial<BoardAlarm>): BoardAlarm => ({
  id,
  condition: `${more.pointCode ?? id}.H`,
  pointCode: null,
  name,
  nameEn,
  ...place(areaCode),
  priority: 3,
  alarmClass: 'process',
  state: 'active_unacknowledged',
  value: null,
  unit: null,
  limit: null,
  raisedAt: BOARD_AT - 10 * MINUTE,
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  ...more,
})

const alarms: BoardAlarm[] = [
  alarm('a-co-hh', 'GAS2', '一氧化碳浓度高高', 'CO very high', {
    pointCode: 'GAS2.AT201.CO',
    condition: 'GAS2.AT201.CO.HH',
    priority: 1,
    alarmClass: 'gas',
    value: 186,
    unit: 'ppm',
    limit: 160,
    raisedAt: BOARD_AT - 42_000,
  }),
  alarm('a-co-h', 'GAS2', '一氧化碳浓度高', 'CO high', {
    pointCode: 'GAS2.AT202.CO',
    condition: 'GAS2.AT202.CO.H',
    priority: 2,
    alarmClass: 'gas',
    value: 31.4,
    unit: 'ppm',
    limit: 24,
    raisedAt: BOARD_AT - 4 * MINUTE,
    state: 'active_acknowledged',
    acknowledgedAt: BOARD_AT - 3 * MINUTE,
    acknowledgedBy: '孙立',
  }),
  alarm('a-bf8', 'BF8', '炉顶压力偏高', 'Top pressure high', {
    pointCode: 'BF8.PT801.P',
    value: 236,
    unit: 'kPa',
    limit: 230,
    raisedAt: BOARD_AT - 25 * MINUTE,
    state: 'cleared_unacknowledged',
    clearedAt: BOARD_AT - 12 * MINUTE,
  }),
  alarm('a-holder', 'GAS2', '煤气柜柜位低', 'Holder level low', {
    pointCode: 'GAS2.LT201.L',
    condition: 'GAS2.LT201.L.L',
    priority: 4,
    value: 24.1,
    unit: '%',
    limit: 25,
    raisedAt: BOARD_AT - 2 * HOUR,
    state: 'latched',
    clearedAt: BOARD_AT - HOUR,
    acknowledgedAt: BOARD_AT - 90 * MINUTE,
    acknowledgedBy: '孙立',
  }),
]

const point = (
  code: string,
  name: string,
  nameEn: string,
  unit: string,
  value: number | null,
  h: number | null,
  hh: number | null,
  more: Partial<BoardPoint> = {}
): BoardPoint => ({
  code,
  name,
  nameEn,
  areaCode: code.split('.')[0]!,
  kind: 'gas',
  unit,
  value,
  quality: 'good',
  fault: null,
  ts: BOARD_AT - 800,
  lastGoodTs: BOARD_AT - 800,
  limits: { ll: null, l: null, h, hh },
  deviation: value !== null && h !== null ? value / h : null,
  ...more,
})

const points: BoardPoint[] = [
  point('GAS2.AT201.CO', '柜区东侧一氧化碳', 'CO east of the holder', 'ppm', 186, 24, 160, { deviation: 7.75 }),
  point('GAS2.AT202.CO', '柜区西侧一氧化碳', 'CO west of the holder', 'ppm', 31.4, 24, 160, { deviation: 1.31 }),
  point('GAS2.AT203.CO', '加压机房一氧化碳', 'CO in the booster house', 'ppm', 3, 24, 160, { deviation: 0.12 }),
  point('GAS2.AT204.CO', '水封一氧化碳', 'CO at the water seal', 'ppm', 2.2, 24, 160, {
    quality: 'bad',
    fault: 'lost',
    ts: BOARD_AT - 3 * MINUTE,
    lastGoodTs: BOARD_AT - 3 * MINUTE,
    deviation: null,
  }),
  point('GAS2.AT205.O2', '加压机房氧气', 'Oxygen in the booster house', '%', 20.8, 23.5, null, {
    limits: { ll: 18, l: 19.5, h: 23.5, hh: null },
    deviation: 0.35,
  }),
  point('GAS2.PT201.P', '柜后煤气压力', 'Gas pressure behind the holder', 'kPa', 11.6, 14, 16, {
    kind: 'pressure',
    limits: { ll: 2, l: 4, h: 14, hh: 16 },
    deviation: 0.52,
  }),
  point('GAS2.LT201.L', '转炉煤气柜柜位', 'LDG holder level', '%', 41.5, 85, 92, {
    kind: 'level',
    limits: { ll: 15, l: 25, h: 85, hh: 92 },
    deviation: 0.45,
  }),
  point('GAS1.LT101.L', '高炉煤气柜柜位', 'BFG holder level', '%', 78.2, 85, 92, {
    kind: 'level',
    limits: { ll: 15, l: 25, h: 85, hh: 92 },
    deviation: 0.77,
  }),
  point('GAS1.AT101.CO', '高炉煤气柜一氧化碳', 'CO at the BFG holder', 'ppm', 6.5, 24, 160, { deviation: 0.27 }),
  point('BF8.PT801.P', '8#炉顶压力', 'Furnace 8 top pressure', 'kPa', 226, 230, 250, {
    kind: 'pressure',
    deviation: 0.93,
  }),
  point('BF7.PT701.P', '7#炉顶压力', 'Furnace 7 top pressure', 'kPa', 212, 230, 250, {
    kind: 'pressure',
    deviation: 0.71,
  }),
  point('BF7.TT702.T', '7#冷却壁温度', 'Furnace 7 stave temperature', '℃', 68.4, 110, 150, {
    kind: 'temperature',
    deviation: 0.62,
  }),
  point('COKE-GAS.AT301.CO', '净化区一氧化碳', 'CO in gas cleaning', 'ppm', null, 24, 160, {
    quality: 'bad',
    fault: 'never_read',
    ts: null,
    lastGoodTs: null,
  }),
  point('COKE-GAS.TT302.T', '初冷器出口温度', 'Primary cooler outlet', '℃', 24.4, 35, 45, {
    kind: 'temperature',
    quality: 'uncertain',
    fault: 'frozen',
    deviation: 0.6,
  }),
  point('CONV1.TT401.T', '1#转炉烟道温度', 'Converter 1 flue', '℃', 842, 950, 1000, {
    kind: 'temperature',
    deviation: 0.83,
  }),
]

const permit = (
  code: string,
  areaCode: string,
  type: string,
  levelName: string,
  levelNameEn: string,
  more: Partial<BoardPermit>
): BoardPermit => ({
  id: `p-${code}`,
  code,
  type,
  level: 'special',
  levelName,
  levelNameEn,
  ...place(areaCode),
  state: 'started',
  applicant: '王建国',
  guardian: '李强',
  startAt: BOARD_AT - 2 * HOUR,
  endAt: BOARD_AT + 6 * HOUR,
  workers: 3,
  suspendedReason: null,
  ...more,
})

const permits: BoardPermit[] = [
  permit('DH-2611-0042', 'GAS2', 'hot_work', '特级', 'special', {
    state: 'suspended',
    suspendedReason: '区域内一氧化碳报警，作业已停止 (CO alarm in the area: work stopped)',
  }),
  permit('SX-2611-0017', 'GAS2', 'confined_space', '一般', 'general', { endAt: BOARD_AT + 35 * MINUTE, workers: 2 }),
  permit('GC-2611-0105', 'BF7', 'height', '二级', 'level II', {
    applicant: '唐亮',
    guardian: null,
    endAt: BOARD_AT - 4 * MINUTE,
  }),
]

const hazard = (
  code: string,
  areaCode: string,
  typeName: string,
  typeNameEn: string,
  more: Partial<BoardHazard>
): BoardHazard => ({
  id: `h-${code}`,
  code,
  typeName,
  typeNameEn,
  ...place(areaCode),
  level: 'general',
  state: 'dispatched',
  reportedAt: BOARD_AT - 26 * HOUR,
  dueAt: BOARD_AT + 20 * HOUR,
  overdue: false,
  assignee: '林涛',
  ...more,
})

const hazards: BoardHazard[] = [
  hazard('YH-2611-0231', 'GAS2', '水封缺水', 'Water seal low', {
    level: 'major',
    dueAt: BOARD_AT - 3 * HOUR,
    overdue: true,
  }),
  hazard('YH-2611-0240', 'BF7', '护栏损坏', 'Railing damaged', {}),
  hazard('YH-2611-0244', 'CASTER', '消防通道堵塞', 'Fire lane blocked', {
    state: 'reported',
    assignee: null,
    dueAt: null,
  }),
]

const people: BoardSnapshot['people']['items'] = [
  { areaCode: 'GAS2', code: 'E1014', name: '许佳', company: null, since: BOARD_AT - 50 * MINUTE, stay: { state: 'counting', endsAt: BOARD_AT + 4 * MINUTE, silent: false } },
  { areaCode: 'GAS2', code: 'C2003', name: '唐亮', company: '鑫达检修', since: BOARD_AT - 80 * MINUTE, stay: { state: 'overdue', endsAt: null, silent: false } },
  { areaCode: 'BF7', code: 'E1001', name: '王建国', company: null, since: BOARD_AT - 2 * HOUR, stay: null },
  { areaCode: 'CONV1', code: 'E1002', name: '李强', company: null, since: BOARD_AT - 15 * MINUTE, stay: null },
]

const wave = (base: number, swing: number): number[] =>
  Array.from({ length: 12 }, (_, index) => base + Math.round(swing * Math.sin(index)))

/** An ordinary bad morning: a gas alarm with people inside, a blind spot, stopped work. */
export const usualBoard = (): BoardSnapshot =>
  structuredClone({
    at: BOARD_AT,
    plant: { name: '红线示范钢铁厂', nameEn: 'Redline demo steel works', timeZone: 'Asia/Shanghai' },
    health: {
      engine: { ok: true, ageMs: 210 },
      historian: { ok: true, ageMs: 340 },
      broker: { ok: true, ageMs: 120 },
      audit: { ok: true, ageMs: 4_000 },
      outbox: { ok: true, ageMs: 0 },
    },
    alarms: { byPriority: { 1: 1, 2: 1, 3: 1, 4: 1 }, unacknowledged: 2, items: alarms },
    points: { total: points.length, unknown: 2, items: points },
    outputs: [
      {
        code: 'GAS2-SIREN',
        name: '声光报警器',
        nameEn: 'Siren',
        kind: 'siren',
        areaCode: 'GAS2',
        commanded: true,
        actual: true,
        state: 'confirmed',
      },
    ],
    areas,
    permits: { active: 2, suspended: 1, items: permits },
    people: { inside: people.length, items: people },
    hazards: { open: 3, overdue: 1, items: hazards },
    predictions: {
      standing: 1,
      items: [
        {
          id: 'f-1',
          kind: 'time_to_limit',
          areaCode: 'GAS2',
          pointCode: 'GAS2.AT201.CO',
          expectedAt: BOARD_AT + 9 * MINUTE,
          horizonAt: BOARD_AT + HOUR,
          claim: { point: 'GAS2.AT201.CO', name: '1#转炉煤气柜东侧CO', name_en: 'LDG holder 1 east CO', level: 'hh', limit: 160, unit: 'ppm', side: 'above', minutes: 9 },
        },
      ],
    },
    incidents: [
      {
        id: 'i-1',
        code: 'SG-2611-003',
        name: '煤气泄漏应急',
        nameEn: 'Gas leak response',
        ...place('GAS2'),
        startedAt: BOARD_AT - 40_000,
        tasksOpen: 6,
        tasksDone: 2,
        team: { called: 5, arrived: 3, cannotCome: 1, silent: 1 },
      },
    ],
    blind: {
      count: 3,
      coverage: 86.7,
      items: [
        { id: 'gate_silent:GATE-GAS2', kind: 'gate_silent', code: 'GATE-GAS2', name: '煤气区二门禁', nameEn: 'Gas area 2 gate', ...place('GAS2'), since: BOARD_AT - 6 * MINUTE },
        { id: 'point_stale:COKE.AT1.CO', kind: 'point_stale', code: 'COKE.AT1.CO', name: '焦炉一氧化碳', nameEn: 'Coke gas CO', ...place('COKE-GAS'), since: BOARD_AT - 3 * MINUTE },
        { id: 'point_never_read:COKE.AT2.CO', kind: 'point_never_read', code: 'COKE.AT2.CO', name: '焦炉一氧化碳二', nameEn: 'Coke gas CO 2', ...place('COKE-GAS'), since: null },
      ],
    },
    drill: null,
    bypasses: {
      count: 2,
      overdue: 1,
      items: [
        {
          id: 'b-1',
          kind: 'door_forced',
          code: 'GAS2.DOOR1',
          name: '煤气区二北门',
          nameEn: 'Gas area 2 north gate',
          ...place('GAS2'),
          owner: '王敏',
          reason: '吊运长轴，门禁常开',
          measure: '专人看守，逐人登记',
          since: BOARD_AT - 3 * HOUR,
          until: BOARD_AT - 20 * MINUTE,
          overdue: true,
        },
        {
          id: 'b-2',
          kind: 'output_inhibited',
          code: 'GAS2.FAN1',
          name: '煤气区二一号风机',
          nameEn: 'Gas area 2 fan 1',
          ...place('GAS2'),
          owner: '李强',
          reason: '风机叶轮检修',
          measure: '便携式报警仪，两人监护',
          since: BOARD_AT - HOUR,
          until: BOARD_AT + 10 * MINUTE,
          overdue: false,
        },
      ],
    },
    kpis: [
      { code: 'hazards.on_time_rate', value: 91.3, unit: '%', target: 95, trend: wave(90, 4), good: 'up' },
      { code: 'risks.ltifr', value: 0.82, unit: '', target: 1, trend: wave(1, 1), good: 'down' },
      { code: 'personnel.training_coverage', value: 97.5, unit: '%', target: 95, trend: wave(96, 2), good: 'up' },
      { code: 'permits.high_risk_active', value: 2, unit: '', target: null, trend: wave(3, 2), good: 'down' },
      { code: 'personnel.violations', value: null, unit: '', target: 5, trend: [null, null, 3], good: 'down' },
      { code: 'telemetry.coverage', value: 86.7, unit: '%', target: 99, trend: wave(95, 5), good: 'up' },
    ],
    headline: {
      key: 'screen.headline.alarm',
      params: {
        area: '煤气区二',
        areaEn: 'Gas area 2',
        name: '一氧化碳浓度高高',
        nameEn: 'CO very high',
        value: 186,
        unit: 'ppm',
      },
      priority: 1,
    },
  } satisfies BoardSnapshot)

/** A plant that has just been set up: everything there is is the plant itself. */
export const emptyBoard = (): BoardSnapshot => ({
  ...usualBoard(),
  alarms: { byPriority: { 1: 0, 2: 0, 3: 0, 4: 0 }, unacknowledged: 0, items: [] },
  points: { total: 0, unknown: 0, items: [] },
  outputs: [],
  areas: [],
  permits: { active: 0, suspended: 0, items: [] },
  people: { inside: 0, items: [] },
  hazards: { open: 0, overdue: 0, items: [] },
  predictions: { standing: 0, items: [] },
    incidents: [],
  blind: { count: 0, coverage: null, items: [] },
  drill: null,
  bypasses: { count: 0, overdue: 0, items: [] },
  kpis: [],
  headline: null,
})

const LONG = '转炉煤气回收三通阀后水封逆止装置压力变送器及其联锁保护回路的非常长的名称'
const LONG_EN =
  'Pressure transmitter behind the three-way valve of the converter gas recovery and its interlock, a very long name'

/** More of everything than fits, names longer than any column, and texts that try to steer the terminal. */
export function overflowingBoard(): BoardSnapshot {
  const board = usualBoard()
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index))
  const flood = many(300, (index) => ({
    ...alarms[index % 4]!,
    id: `flood-${index}`,
    name: `${LONG}${index}`,
    nameEn: `${LONG_EN} ${index}`,
    value: 123456.789 + index,
    raisedAt: BOARD_AT - index * 7_000,
  }))
  board.alarms = { byPriority: { 1: 7512, 2: 7512, 3: 7512, 4: 7512 }, unacknowledged: 15_024, items: flood }
  board.points.items = many(500, (index) => ({
    ...points[index % points.length]!,
    code: `GAS2.AT${index}.VERYLONGCODE`,
    name: LONG,
    nameEn: LONG_EN,
    value: 1e9 + index,
  }))
  board.points = { ...board.points, total: 10_000, unknown: 1234 }
  board.people.items = many(400, (index) => ({
    ...people[index % 4]!,
    code: `C${index}`,
    name: `阿卜杜热合曼·买买提·${index}`,
    company: LONG,
  }))
  board.people.inside = 12_345
  board.permits.items = many(200, (index) => ({
    ...permits[index % 3]!,
    id: `many-${index}`,
    applicant: LONG,
    suspendedReason: `${LONG}\u001B[31m红\u001B[2J\r\n\u0007💥 ${LONG_EN}`,
  }))
  board.hazards.items = many(200, (index) => ({
    ...hazards[index % 3]!,
    id: `many-${index}`,
    typeName: LONG,
    typeNameEn: LONG_EN,
    assignee: LONG,
  }))
  board.areas = [
    ...areas,
    ...many(80, (index) => ({
      ...areas[2]!,
      code: `EXTRA-${index}`,
      name: LONG,
      nameEn: LONG_EN,
      people: 99_999,
      unknownPoints: 999,
      blind: 999,
      coverage: 1,
      permits: 999,
    })),
  ]
  board.plant = { ...board.plant, name: LONG, nameEn: LONG_EN }
  board.incidents = many(30, (index) => ({ ...board.incidents[0]!, id: `i-${index}`, name: LONG, nameEn: LONG_EN }))
  board.headline!.params = { ...board.headline!.params, name: LONG, nameEn: LONG_EN }
  return board
}

/** The usual board with a flood on top: one line stands for two hundred alarms of an area. */
export function floodedBoard(): BoardSnapshot {
  const board = usualBoard()
  const [first] = board.alarms.items
  const line = {
    ...first!,
    id: 'a-flood',
    group: {
      areaCodes: [first!.areaCode],
      count: 200,
      unacknowledged: 180,
      byPriority: { 1: 1, 2: 20, 3: 179, 4: 0 },
      first: { id: 'a-first', name: '冷却水压力低', nameEn: 'Cooling water pressure low', raisedAt: BOARD_AT - 4_000 },
    },
  }
  return { ...board, alarms: { ...board.alarms, flood: { startedAt: BOARD_AT - 4_000, alarms: 200 }, items: [line, ...board.alarms.items.slice(1)] } }
}
