import vine from '@vinejs/vine'

const text = (most: number) => vine.string().trim().minLength(1).maxLength(most)
const code = () => vine.string().maxLength(60)
const whole = () => vine.number({ strict: true }).withoutDecimals()
const groupings = () => vine.array(vine.array(code()).minLength(1).maxLength(4)).maxLength(4).optional()
const is = (field: string, value: string) => (data: Record<string, unknown>) => data[field] === value

const trigger = () =>
  vine.object({ kind: vine.enum(['event', 'points', 'schedule'] as const) }).merge(
    vine.group([
      vine.group.if(is('kind', 'event'), { event: code() }),
      vine.group.if(is('kind', 'points'), {
        points: vine.array(code()).maxLength(500).optional(),
        alarm_class: code().optional(),
        area: code().optional(),
        point_kind: code().optional(),
      }),
      vine.group.if(is('kind', 'schedule'), {
        every: vine.enum(['hour', 'day'] as const),
        at: vine.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/).optional(),
        over: code().optional(),
      }),
    ])
  )

const window = () =>
  vine.object({ kind: vine.enum(['none', 'count', 'consecutive', 'duration', 'rate', 'stages'] as const) }).merge(
    vine.group([
      vine.group.if(is('kind', 'count'), { more_than: whole().range([0, 500]), within_h: vine.number({ strict: true }).range([0.001, 8784]), group_by: groupings() }),
      vine.group.if(is('kind', 'consecutive'), { count: whole().range([1, 1000]), group_by: groupings() }),
      vine.group.if(is('kind', 'duration'), { for_s: whole().range([1, 31_622_400]), group_by: groupings() }),
      vine.group.if(is('kind', 'rate'), {
        field: code(),
        per_min: vine.number({ strict: true }),
        over_s: whole().range([1, 86_400]),
        group_by: groupings(),
      }),
      vine.group.if(is('kind', 'stages'), { field: code(), at: vine.array(vine.number({ strict: true })).minLength(1).maxLength(20) }),
    ])
  )

export const ruleCode = () => vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/)

/** The shape of a rule; what only the registries know is `check`. */
export const ruleFields = {
  code: ruleCode(),
  name: text(80),
  name_en: text(80),
  trigger: trigger(),
  when: vine.string().maxLength(1_000).nullable().optional(),
  window: window().nullable().optional(),
  during: vine
    .object({
      shifts: vine.array(code()).minLength(1).maxLength(20).optional(),
      hours: vine.string().maxLength(20).optional(),
      weekdays: vine.array(whole().range([1, 7])).minLength(1).maxLength(7).distinct().optional(),
    })
    .nullable()
    .optional(),
  actions: vine.array(vine.object({ do: code() }).allowUnknownProperties()).maxLength(20),
}
