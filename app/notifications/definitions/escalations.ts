import vine from '@vinejs/vine'
import { registerDefinitions, type DefinitionContext, type DefinitionFault } from '#app/plant/definitions'
import { CHANNELS } from '#app/notifications/channels/channel'
import type { EscalationPolicy } from '#app/notifications/escalation'
import { allPolicies } from '#app/notifications/queries/escalation_policies'

const level = {
  roles: vine.array(vine.string().maxLength(40)).maxLength(20).optional(),
  team: vine.string().maxLength(40).optional(),
  channels: vine.array(vine.enum(CHANNELS)).maxLength(CHANNELS.length).optional(),
}

/** `escalations.yaml`: who is told first, by priority, and who next while nobody acknowledges. */
export function registerEscalationDefinitions(): void {
  registerDefinitions<EscalationPolicy>({
    kind: 'escalations',
    order: 60,
    schema: vine.object({
      code: vine.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      priority: vine.enum([1, 2, 3, 4] as const),
      subject_class: vine.string().maxLength(40).nullable().optional(),
      first: vine.object(level),
      steps: vine.array(vine.object({ after_min: vine.number({ strict: true }).range([0, 1_440]), ...level })).maxLength(10),
      active: vine.boolean({ strict: true }).optional(),
    }),
    validate: (rows, context) => rows.flatMap((row, index) => [...faultsOf(row, index, context), ...rivals(rows, index)]),
    current: () => allPolicies(),
    async apply(tx, rows) {
      for (const { first, steps, code, name, name_en, priority, subject_class, active } of rows) {
        const stored = { code, name, name_en, priority, subject_class: subject_class ?? null, body: JSON.stringify({ first, steps }), active: active ?? true }
        await tx.db.knexQuery().insert(stored).into('escalation_policies').onConflict('code').merge()
      }
    },
    example: {
      code: 'alarm-1',
      name: '一级报警',
      name_en: 'Priority 1 alarm',
      priority: 1,
      first: { roles: ['area_responsible'], team: 'emergency-team' },
      steps: [{ after_min: 0, roles: ['workshop_director'], channels: ['sms', 'voice'] }],
    },
  })
}

function faultsOf({ first, steps }: EscalationPolicy, row: number, context: DefinitionContext): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const levels = [{ at: ['first'] as (string | number)[], level: first }, ...steps.map((step, index) => ({ at: ['steps', index], level: step }))]
  for (const { at, level: { roles = [], team } } of levels) {
    if (roles.length === 0 && !team) faults.push({ row, path: at, message: 'A level needs a role or a team.' })
    for (const role of roles) if (!context.known('roles').has(role)) faults.push({ row, path: [...at, 'roles'], message: `There is no entry "${role}" in roles.` })
    if (team && !context.known('teams').has(team)) faults.push({ row, path: [...at, 'team'], message: `There is no entry "${team}" in teams.` })
  }
  steps.forEach((step, index) => {
    if (index > 0 && step.after_min < steps[index - 1]!.after_min)
      faults.push({ row, path: ['steps', index, 'after_min'], message: 'A step must not come before the one above it.' })
  })
  return faults
}

/** Two policies for the same would leave it to chance who is told. */
function rivals(rows: EscalationPolicy[], index: number): DefinitionFault[] {
  const row = rows[index]!
  const other = rows.find(
    (one, at) => at < index && one.priority === row.priority && (one.subject_class ?? null) === (row.subject_class ?? null) && one.active !== false && row.active !== false
  )
  return other ? [{ row: index, path: ['priority'], message: `"${other.code}" is for the same priority and class.` }] : []
}
