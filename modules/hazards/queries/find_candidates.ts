import { listAccounts, listRoles } from '#app/identity/index'
import { areaWithParents } from '#app/plant/index'

export interface Candidate {
  code: string
  name: string
  name_en: string | null
  roles: { name: string; name_en: string }[]
}

/** Whom a hazard of the area can be given to: who may rectify there, those of the place before those of the plant. */
export async function findCandidates(areaCode: string): Promise<Candidate[]> {
  const line = (await areaWithParents(areaCode)).map(({ code }) => code)
  const able = new Map((await listRoles()).filter(({ permissions }) => permissions.includes('hazards.rectify')).map((role) => [role.code, role]))
  const distance = (at: string | null): number => (at === null ? line.length : line.indexOf(at))

  return (await listAccounts())
    .map((account) => ({ account, held: account.roles.filter(({ code, areaCode: at }) => able.has(code) && (at === null || line.includes(at))) }))
    .filter(({ account, held }) => account.active && held.length > 0)
    .map(({ account, held }) => ({ account, held, near: Math.min(...held.map(({ areaCode: at }) => distance(at))) }))
    .sort((one, other) => one.near - other.near || one.account.code.localeCompare(other.account.code))
    .map(({ account: { code, name, nameEn }, held }) => {
      const roles = [...new Set(held.map((role) => role.code))].map((role) => able.get(role)!)
      return { code, name, name_en: nameEn, roles: roles.map((role) => ({ name: role.name, name_en: role.nameEn ?? role.name })) }
    })
}
