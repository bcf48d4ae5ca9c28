import vine from '@vinejs/vine'
import { listRoles, saveRole } from '#app/identity/index'
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
      return (await listRoles()).map(({ nameEn: name_en, ...role }) => ({ ...role, name_en }))
    },
    async apply(tx, rows) {
      for (const { name_en: nameEn, ...role } of rows) await saveRole(tx, { ...role, nameEn })
    },
    example: {
      code: 'gate_guard',
      name: '门岗',
      name_en: 'Gate guard',
      permissions: ['access.decide', 'presence.read'],
    },
  })
}
