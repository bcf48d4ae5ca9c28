import { registerAction, registerTrigger } from '#app/rules/registry'
import { startFromRule } from '#modules/risks/actions/start_from_rule'
import { stopFromRule } from '#modules/risks/actions/stop_from_rule'
import { foreseeTask, taskFromRule } from '#modules/risks/actions/task_from_rule'
import { raiseWarning } from '#modules/risks/actions/raise_warning'
import { AreaLevelChanged, IncidentStarted } from '#modules/risks/events'
import { GRADES } from '#modules/risks/grading'

/** What rules may hang on risks, and what they may bring about. */
export function registerRiskRules(): void {
  const area = { type: 'text' as const, name: '区域', nameEn: 'Area', of: 'areas', example: 'GAS2' }
  registerTrigger({
    event: AreaLevelChanged,
    name: '区域风险等级变化',
    nameEn: 'Current level of an area changed',
    key: 'areaCode',
    label: 'areaCode',
    area: 'areaCode',
    fields: {
      areaCode: area,
      from: { type: 'text', name: '原等级', nameEn: 'From', choices: [...GRADES], example: 'blue' },
      to: { type: 'text', name: '现等级', nameEn: 'To', choices: [...GRADES], example: 'red' },
    },
  })
  registerTrigger({
    event: IncidentStarted,
    name: '应急预案启动',
    nameEn: 'Emergency plan started',
    key: 'incidentId',
    label: 'code',
    area: 'areaCode',
    link: ({ incidentId }) => `/incidents/${incidentId}`,
    fields: { areaCode: area, planCode: { type: 'text', name: '预案', nameEn: 'Plan', of: 'emergency_plans', example: 'GAS-LEAK' } },
  })
  registerAction({
    do: 'raise_level',
    name: '升级为重大风险预警',
    nameEn: 'Raise a risk warning and the level of the area',
    parameters: {
      grade: { type: 'choice', choices: [...GRADES], required: true, name: '等级', nameEn: 'Grade', example: 'red' },
      area: { type: 'code', of: 'areas', name: '区域', nameEn: 'Area; otherwise that of the fact' },
    },
    carryOut: raiseWarning,
  })
  registerAction({
    do: 'start_plan',
    name: '启动应急预案',
    nameEn: 'Start an emergency plan',
    parameters: {
      plan: { type: 'code', of: 'emergency_plans', required: true, name: '预案', nameEn: 'Plan', example: 'GAS-LEAK' },
      area: { type: 'code', of: 'areas', name: '区域', nameEn: 'Area; otherwise that of the fact' },
    },
    carryOut: startFromRule,
  })
  registerAction({
    do: 'create_task',
    name: '布置任务',
    nameEn: 'Give somebody a task',
    parameters: {
      role: { type: 'code', of: 'roles', name: '岗位', nameEn: 'Post', example: 'safety_department' },
      person: { type: 'code', of: 'people', name: '人员', nameEn: 'Person' },
      title: { type: 'text', required: true, name: '任务', nameEn: 'Task', example: '检查并复核：{facts}' },
      title_en: { type: 'text', name: '英文任务', nameEn: 'Task in English', example: 'Look at it and check again: {facts}' },
      due_h: { type: 'number', required: true, range: [0.25, 8_784], name: '限时（小时）', nameEn: 'Due within, hours', example: 24 },
      area: { type: 'code', of: 'areas', name: '区域', nameEn: 'Area; otherwise that of the fact' },
      priority: { type: 'choice', choices: [1, 2, 3, 4], name: '优先级', nameEn: 'Priority, 1 is the highest', example: 3 },
    },
    oneOf: ['role', 'person'],
    foresee: foreseeTask,
    carryOut: taskFromRule,
  })
  registerAction({
    do: 'request_stop',
    name: '请求 MES 停机',
    nameEn: 'Ask the MES for a stop',
    parameters: {
      equipment: { type: 'code', of: 'mes_stops', required: true, name: '设备', nameEn: 'Equipment', example: 'SINTER-CONVEYOR-1' },
      reason: { type: 'text', name: '原因', nameEn: 'Reason' },
    },
    carryOut: stopFromRule,
  })
}
