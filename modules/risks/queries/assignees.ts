import { accountsInRole } from '#app/identity/index'
import { areaWithParents } from '#app/plant/index'
import type { Assignee } from '#modules/risks/rows'

/** Who holds a role for an area at this moment, or anywhere; who answers for a workshop answers for what lies in it. */
export async function assigneesOf(role: string, areaCode: string | null): Promise<Assignee[]> {
  const line = areaCode ? (await areaWithParents(areaCode)).map(({ code }) => code) : [null]
  const holders = await Promise.all(line.map((code) => accountsInRole(role, code)))
  const found = new Map(holders.flat().map((one) => [one.id, { id: one.id, name: one.name, name_en: one.nameEn ?? one.name }]))
  return [...found.values()]
}
