import type { BoardAlarm, BoardArea, BoardKpi } from '#app/board/snapshot'

/** Made-up data for the parts: nothing of it exists in the plant. */
const area = (code: string, name: string, nameEn: string, outline: [number, number][], more: Partial<BoardArea> = {}): BoardArea => ({
  code,
  parentCode: null,
  kind: 'area',
  name,
  nameEn,
  outline,
  gasClass: null,
  grade: null,
  assessedGrade: null,
  access: 'normal',
  people: 0,
  alarm: null,
  unknownPoints: 0,
  blind: 0,
  coverage: 100,
  points: 0,
  permits: 0,
  ...more,
})

const box = (x: number, y: number, width: number, height: number): [number, number][] => [[x, y], [x + width, y], [x + width, y + height], [x, y + height]]

export const areas: BoardArea[] = [
  area('A', '煤气区一', 'Gas area 1', box(20, 20, 220, 240), { grade: 'red', people: 7, alarm: 1, access: 'closed' }),
  area('B', '煤气区二', 'Gas area 2', box(260, 20, 220, 240), { grade: 'orange', people: 12, alarm: 2 }),
  area('C', '7#高炉', 'Blast furnace 7', box(500, 20, 220, 240), { grade: 'yellow', people: 3, alarm: 3, access: 'restricted' }),
  area('D', '制氧', 'Oxygen plant', box(740, 20, 240, 240), { grade: 'blue', alarm: 4 }),
  area('E', '连铸跨', 'Casting bay', [[20, 280], [480, 280], [480, 540], [300, 540], [300, 400], [20, 400]], { grade: 'blue', unknownPoints: 2, blind: 2, coverage: 75, people: 5 }),
  area('F', '1780热连轧', 'Hot strip mill', box(500, 280, 480, 260), {}),
]

export const alarm: BoardAlarm = {
  id: 'sample',
  condition: 'SAMPLE.HH',
  pointCode: null,
  name: '一氧化碳浓度过高',
  nameEn: 'CO too high',
  areaCode: 'B',
  areaName: '煤气区二',
  areaNameEn: 'Gas area 2',
  priority: 1,
  alarmClass: 'gas',
  state: 'active_unacknowledged',
  value: 186.4,
  unit: 'ppm',
  limit: 160,
  raisedAt: Date.now() - 95_000,
  clearedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
}

export const kpis: BoardKpi[] = [
  { code: 'personnel.training_coverage', value: 93.2, unit: '%', target: 100, trend: [80, 82, 85, null, 90, 92, 93.2], good: 'up' },
  { code: 'personnel.refused_entries', value: null, unit: '1/d', target: null, trend: [], good: 'down' },
]
