import type { BoardSnapshot } from '#app/board/snapshot'
import { alarms } from '#tests/support/board/alarms'
import { areas, place } from '#tests/support/board/areas'
import { BOARD_AT, HOUR, MINUTE } from '#tests/support/board/moment'
import { people } from '#tests/support/board/people'
import { points } from '#tests/support/board/points'
import { hazards, permits } from '#tests/support/board/work'

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
          ownerEn: 'Wang Min',
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
          ownerEn: 'Li Qiang',
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
