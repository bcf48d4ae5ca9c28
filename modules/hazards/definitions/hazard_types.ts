import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import type { DispatchRule } from '#modules/hazards/queries/find_dispatch'
import type { HazardTypeRow } from '#modules/hazards/rows'

interface TypeDefinition {
  code: string
  name: string
  name_en: string
  icon: string
  photo_after?: boolean
  position?: number
  active?: boolean
}

/** `hazard_types.yaml`: the kinds that people report, as tiles on the kiosk. */
export function registerHazardTypes(): void {
  registerDefinitions<TypeDefinition>({
    kind: 'hazard_types',
    order: 60,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: vine.string().maxLength(40),
      name_en: vine.string().maxLength(40),
      icon: vine.string().maxLength(40),
      photo_after: vine.boolean().optional(),
      position: vine.number().withoutDecimals().optional(),
      active: vine.boolean().optional(),
    }),
    validate: () => [],
    async current() {
      const rows: HazardTypeRow[] = await db.from('hazard_types').orderBy('position').orderBy('code')
      return rows.map((row) => ({ ...row, photo_after: Boolean(row.photo_after), active: Boolean(row.active) }))
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const stored = { ...row, photo_after: row.photo_after ?? true, position: row.position ?? 0, active: row.active ?? true }
        await tx.db.knexQuery().insert(stored).into('hazard_types').onConflict('code').merge()
      }
    },
    example: { code: 'GAS', name: '煤气泄漏', name_en: 'Gas leak', icon: 'wind' },
  })
}

interface RuleDefinition {
  code: string
  type?: string | null
  area?: string | null
  level?: 'general' | 'major' | null
  role?: string | null
  person?: string | null
  active?: boolean
}

/** `dispatch_rules.yaml`: who rectifies what, where. The rule that names most wins. */
export function registerDispatchRules(): void {
  registerDefinitions<RuleDefinition>({
    kind: 'dispatch_rules',
    order: 62,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      type: vine.string().nullable().optional(),
      area: vine.string().nullable().optional(),
      level: vine.enum(['general', 'major'] as const).nullable().optional(),
      role: vine.string().nullable().optional(),
      person: vine.string().nullable().optional(),
      active: vine.boolean().optional(),
    }),
    validate: (rows, context) => [
      ...unknownReferences(rows, 'type', 'hazard_types', context),
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'role', 'roles', context),
      ...unknownReferences(rows, 'person', 'people', context),
      ...rows.flatMap((row, index) =>
        Boolean(row.role) === Boolean(row.person) ? [{ row: index, message: 'A rule names either a role or a person.' }] : []
      ),
    ],
    async current() {
      const rows: (DispatchRule & { active: number })[] = await db.from('dispatch_rules').orderBy('code')
      return rows.map(({ code, type_code, area_code, level, role_code, person_code, active }) => ({
        code,
        type: type_code,
        area: area_code,
        level: level as RuleDefinition['level'],
        role: role_code,
        person: person_code,
        active: Boolean(active),
      }))
    },
    async apply(tx, rows) {
      for (const { code, type, area, level, role, person, active } of rows) {
        const stored = { code, type_code: type ?? null, area_code: area ?? null, level: level ?? null, role_code: role ?? null, person_code: person ?? null, active: active ?? true }
        await tx.db.knexQuery().insert(stored).into('dispatch_rules').onConflict('code').merge()
      }
    },
    example: { code: 'GAS-AREA-2', type: 'GAS', area: 'GAS2', role: 'area_responsible' },
  })
}
