import type { EventType } from '#app/kernel/events'
import { registerAction, registerTrigger, type Fields } from '#app/rules/registry'
import { reportFromRule } from '#modules/hazards/actions/report_from_rule'
import { HazardClosed, HazardDispatched, HazardRectified, HazardReported, HazardReturned, HazardWithdrawn } from '#modules/hazards/events'

const FIELDS: Fields = {
  areaCode: { type: 'text', name: '区域', nameEn: 'Area', of: 'areas', example: 'GAS2' },
  equipmentCode: { type: 'text', name: '设备', nameEn: 'Equipment', of: 'equipment', example: 'BF7-BLOWER' },
  typeCode: { type: 'text', name: '隐患类型', nameEn: 'Type', of: 'hazard_types', example: 'GAS' },
  level: { type: 'text', name: '级别', nameEn: 'Level', choices: ['general', 'major'], example: 'major' },
  class: { type: 'text', name: '类别', nameEn: 'Class', choices: ['hazard', 'near_miss'], example: 'hazard' },
  code: { type: 'text', name: '编号', nameEn: 'Number', example: 'H-2026-00001' },
}

/** What rules may hang on hazards, and that they may report one. */
export function registerHazardRules(): void {
  const on = (event: EventType<any>, name: string, nameEn: string, withdrawnBy?: EventType<any>) =>
    registerTrigger({ event, name, nameEn, fields: FIELDS, key: 'hazardId', label: 'code', area: 'areaCode', link: ({ hazardId }) => `/hazards/${hazardId}`, withdrawnBy, causedBy: ({ ruleCode }) => (typeof ruleCode === 'string' ? ruleCode : null) })
  on(HazardReported, '隐患上报', 'Hazard reported', HazardWithdrawn)
  on(HazardDispatched, '隐患派发', 'Hazard dispatched')
  on(HazardRectified, '隐患整改完成', 'Hazard rectified')
  on(HazardReturned, '隐患复查未通过', 'Hazard sent back')
  on(HazardClosed, '隐患销号', 'Hazard closed')

  registerAction({
    do: 'create_hazard',
    name: '生成隐患',
    nameEn: 'Report a hazard',
    parameters: {
      type: { type: 'code', of: 'hazard_types', required: true, name: '隐患类型', nameEn: 'Type', example: 'OTHER' },
      area: { type: 'code', of: 'areas', name: '区域', nameEn: 'Area; otherwise that of the fact' },
      level: { type: 'choice', choices: ['general', 'major'], name: '级别', nameEn: 'Level' },
      words: { type: 'text', name: '描述', nameEn: 'Words' },
    },
    carryOut: reportFromRule,
  })
}
