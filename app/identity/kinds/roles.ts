import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'

interface RoleDefinition {
  code: string
  name: string
  name_en: string
  permissions: string[]
}

export const permissionName = () => vine.string().regex(/^[a-z_]+\.[a-z_]+$/)

/** `roles.yaml`: what a person in the role may do. */
export function registerRoleDefinitions(): void {
  registerDefinitions<RoleDefinition>({
    kind: 'roles',
    order: 12,
    schema: vine.object({
      code: vine.string().regex(/^[a-z][a-z_]{0,39}$/),
      name: vine.string().maxLength(40),
      name_en: vine.string().maxLength(40),
      permissions: vine.array(permissionName()).distinct(),
    }),
    validate: () => [],
    async current() {
      const rows = await db.from('roles').orderBy('code')
      return rows.map(({ code, name, name_en, permissions }) => {
        return { code, name, name_en, permissions: JSON.parse(permissions) }
      })
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const stored = { ...row, permissions: JSON.stringify(row.permissions) }
        await tx.db.knexQuery().insert(stored).into('roles').onConflict('code').merge()
      }
    },
    example: {
      code: 'gate_guard',
      name: '门岗',
      name_en: 'Gate guard',
      permissions: ['access.decide', 'presence.read'],
    },
  })
}
