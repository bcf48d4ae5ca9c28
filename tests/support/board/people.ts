import type { BoardSnapshot } from '#app/board/snapshot'
import { BOARD_AT, HOUR, MINUTE } from '#tests/support/board/moment'

export const people: BoardSnapshot['people']['items'] = [
  { areaCode: 'GAS2', code: 'E1014', name: '许佳', nameEn: 'Xu Jia', company: null, since: BOARD_AT - 50 * MINUTE, stay: { state: 'counting', endsAt: BOARD_AT + 4 * MINUTE, silent: false } },
  { areaCode: 'GAS2', code: 'C2003', name: '唐亮', nameEn: null, company: '鑫达检修', companyEn: 'Xinda Maintenance', since: BOARD_AT - 80 * MINUTE, stay: { state: 'overdue', endsAt: null, silent: false } },
  { areaCode: 'BF7', code: 'E1001', name: '王建国', nameEn: 'Wang Jianguo', company: null, since: BOARD_AT - 2 * HOUR, stay: null },
  { areaCode: 'CONV1', code: 'E1002', name: '李强', nameEn: 'Li Qiang', company: null, since: BOARD_AT - 15 * MINUTE, stay: null },
]
