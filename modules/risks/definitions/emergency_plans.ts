import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import type { EmergencyPlan } from '#modules/risks/plan'
import { allPlans } from '#modules/risks/queries/plans'

const text = (most: number) => vine.string().maxLength(most)

/** `emergency_plans.yaml`: what starts a plan, its tasks by role, and the cards of each post. */
export function registerEmergencyPlans(): void {
  registerDefinitions<EmergencyPlan>({
    kind: 'emergency_plans',
    order: 70,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: text(80),
      name_en: text(80),
      trigger: vine.object({
        alarm_class: text(30),
        priority_max: vine.number().withoutDecimals().range([1, 4]),
        areas: vine.array(text(40)).optional(),
      }),
      team: text(40),
      tell: vine.array(text(40)).maxLength(20),
      steps: vine.array(vine.object({ title: text(200), title_en: text(200), role: text(40), card: text(40).optional() })).minLength(1).maxLength(40),
      cards: vine
        .array(
          vine.object({
            code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
            title: text(80),
            title_en: text(80),
            steps: vine.array(text(200)).minLength(1).maxLength(12),
            steps_en: vine.array(text(200)).minLength(1).maxLength(12),
            contacts: vine.array(vine.object({ name: text(60), name_en: text(60), phone: text(40) })).maxLength(10),
          })
        )
        .maxLength(40),
      active: vine.boolean().optional(),
    }) as never,
    validate: (rows, context) =>
      rows.flatMap((plan, row) => {
        const cards = new Set(plan.cards.map((card) => card.code))
        const roles = context.known('roles')
        const unknown = (path: (string | number)[], name: string, kind: string) => ({ row, path, message: `There is no entry "${name}" in ${kind}.` })
        return [
          ...plan.steps.flatMap(({ role, card }, step) => [
            ...(roles.has(role) ? [] : [unknown(['steps', step, 'role'], role, 'roles')]),
            ...(card === undefined || cards.has(card) ? [] : [unknown(['steps', step, 'card'], card, 'the cards of this plan')]),
          ]),
          ...plan.tell.filter((role) => !roles.has(role)).map((role) => unknown(['tell'], role, 'roles')),
          ...(context.known('teams').has(plan.team) ? [] : [unknown(['team'], plan.team, 'teams')]),
          ...(plan.trigger.areas ?? []).filter((area) => !context.known('areas').has(area)).map((area) => unknown(['trigger', 'areas'], area, 'areas')),
        ]
      }),
    current: allPlans,
    async apply(tx, rows) {
      for (const { code, name, name_en, active, ...body } of rows) {
        const stored = { code, name, name_en, active: active ?? true, body: JSON.stringify(body) }
        await tx.db.knexQuery().insert(stored).into('emergency_plans').onConflict('code').merge()
      }
    },
  })
}
