import type { BoardHazard, BoardPermit } from '#app/board/snapshot'
import { place } from '#tests/support/board/areas'
import { BOARD_AT, HOUR, MINUTE } from '#tests/support/board/moment'

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
  applicantEn: 'Wang Jianguo',
  guardian: '李强',
  guardianEn: 'Li Qiang',
  startAt: BOARD_AT - 2 * HOUR,
  endAt: BOARD_AT + 6 * HOUR,
  workers: 3,
  suspendedReason: null,
  ...more,
})

export const permits: BoardPermit[] = [
  permit('DH-2611-0042', 'GAS2', 'hot_work', '特级', 'special', {
    state: 'suspended',
    suspendedReason: '区域内一氧化碳报警，作业已停止',
    suspendedReasonEn: 'CO alarm in the area: work stopped',
  }),
  permit('SX-2611-0017', 'GAS2', 'confined_space', '一般', 'general', { endAt: BOARD_AT + 35 * MINUTE, workers: 2 }),
  permit('GC-2611-0105', 'BF7', 'height', '二级', 'level II', {
    applicant: '唐亮',
    applicantEn: null,
    guardian: null,
    guardianEn: null,
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
  assigneeEn: 'Lin Tao',
  ...more,
})

export const hazards: BoardHazard[] = [
  hazard('YH-2611-0231', 'GAS2', '水封缺水', 'Water seal low', {
    level: 'major',
    dueAt: BOARD_AT - 3 * HOUR,
    overdue: true,
  }),
  hazard('YH-2611-0240', 'BF7', '护栏损坏', 'Railing damaged', {}),
  hazard('YH-2611-0244', 'CASTER', '消防通道堵塞', 'Fire lane blocked', {
    state: 'reported',
    assignee: null,
    assigneeEn: null,
    dueAt: null,
  }),
]
