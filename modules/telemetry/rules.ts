import { subscribe } from '#app/kernel/events'
import { DefinitionsApplied } from '#app/plant/events'
import { RulesChanged } from '#app/rules/running'
import { registerAction, registerPointSource, registerTrigger, type Fields } from '#app/rules/registry'
import { alarmByRule, switchByRule } from '#modules/telemetry/actions/act_by_rule'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import { AlarmRaised, OutputFailed, PointLost } from '#modules/telemetry/events'
import { pointBacktest } from '#modules/telemetry/queries/point_backtest'

const PRIORITIES = [1, 2, 3, 4]
const area = { type: 'text' as const, name: '区域', nameEn: 'Area', of: 'areas', example: 'GAS2' }
const point = { type: 'text' as const, name: '监测点', nameEn: 'Point', of: 'points', example: 'GAS2.AT201.CO' }

const POINT_FIELDS: Fields = {
  value: { type: 'number', name: '读数', nameEn: 'Value', example: 105 },
  ll: { type: 'number', name: '低低限', nameEn: 'Its low-low limit' },
  l: { type: 'number', name: '低限', nameEn: 'Its low limit' },
  h: { type: 'number', name: '高限', nameEn: 'Its high limit', example: 24 },
  hh: { type: 'number', name: '高高限', nameEn: 'Its high-high limit', example: 160 },
}

/** What rules may hang on points and alarms, and what they may switch. */
export function registerTelemetryRules(): void {
  subscribe(RulesChanged, 'telemetry.load_rules', (_event, tx) => touchConfig(tx))
  // The hours of a shift may be those of a rule.
  subscribe(DefinitionsApplied, 'telemetry.load_shifts', async ({ payload }, tx) => {
    if (payload.kinds.includes('shifts')) await touchConfig(tx)
  })
  registerPointSource({ fields: POINT_FIELDS, backtest: pointBacktest })
  registerTrigger({
    event: AlarmRaised,
    name: '报警发生',
    nameEn: 'Alarm raised',
    key: 'alarmId',
    label: 'conditionCode',
    area: 'areaCode',
    link: () => '/control',
    causedBy: ({ conditionCode }) => /^RULE\.([^.]+)/.exec(String(conditionCode))?.[1] ?? null,
    fields: {
      areaCode: area,
      pointCode: point,
      conditionCode: { type: 'text', name: '报警条件', nameEn: 'Condition', example: 'GAS2.AT201.CO.HH' },
      alarmClass: { type: 'text', name: '报警类别', nameEn: 'Class', example: 'gas' },
      priority: { type: 'number', name: '优先级', nameEn: 'Priority', example: 1 },
      value: { type: 'number', name: '数值', nameEn: 'Value', example: 180 },
      limit: { type: 'number', name: '限值', nameEn: 'Limit', example: 160 },
    },
  })
  registerTrigger({
    event: PointLost,
    name: '监测点失联',
    nameEn: 'Point lost',
    key: 'pointCode',
    label: 'pointCode',
    area: 'areaCode',
    fields: { areaCode: area, pointCode: point, fault: { type: 'text', name: '原因', nameEn: 'Fault', example: 'stale' } },
  })
  registerTrigger({
    event: OutputFailed,
    name: '输出未确认',
    nameEn: 'Output failed',
    key: 'commandId',
    label: 'output',
    area: 'areaCode',
    fields: { areaCode: area, output: { type: 'text', name: '输出', nameEn: 'Output', of: 'outputs' } },
  })
  registerAction({
    do: 'alarm',
    name: '声光报警',
    nameEn: 'Raise an alarm in the control room',
    parameters: {
      priority: { type: 'choice', choices: PRIORITIES, required: true, name: '优先级', nameEn: 'Priority, 1 is the highest', example: 1 },
    },
    carryOut: alarmByRule,
  })
  registerAction({
    do: 'output',
    name: '联动输出',
    nameEn: 'Switch an output on',
    parameters: { output: { type: 'code', of: 'outputs', required: true, name: '输出', nameEn: 'Output', example: 'GAS2-SIREN' } },
    carryOut: switchByRule,
  })
}
