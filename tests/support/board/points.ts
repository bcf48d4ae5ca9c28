import type { BoardPoint } from '#app/board/snapshot'
import { BOARD_AT, MINUTE } from '#tests/support/board/moment'

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

export const points: BoardPoint[] = [
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
