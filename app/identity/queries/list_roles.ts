import db from '@adonisjs/lucid/services/db'
import type { RoleInput } from '#app/identity/actions/save_role'

export async function listRoles(): Promise<RoleInput[]> {
  const rows = await db.from('roles').orderBy('code')
  return rows.map(({ code, name, name_en: nameEn, permissions }) => {
    return { code, name, nameEn, permissions: JSON.parse(permissions) }
  })
}
