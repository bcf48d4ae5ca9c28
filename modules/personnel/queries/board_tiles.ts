import type { AreaFacet } from '#app/board/tiles'
import type { BoardSnapshot } from '#app/board/snapshot'
import { register } from '#modules/personnel/access/register'
import { areaAccessStates } from '#modules/personnel/queries/area_state'
import { listStays } from '#modules/personnel/stay/list_stays'
import { whoIsInside } from '#modules/personnel/queries/who_is_inside'

/** Who is inside, for the overview. */
export async function peopleTile(): Promise<BoardSnapshot['people']> {
  const { people } = await whoIsInside(null)
  const stays = new Map((await listStays()).map((stay) => [`${stay.accountId}@${stay.areaCode}`, stay]))
  const items = people.map(({ accountId, areaCode, code, name, nameEn, company, companyEn, since }) => {
    const stay = stays.get(`${accountId}@${areaCode}`)
    return { areaCode, code, name, nameEn, company, companyEn, since, stay: stay ? { state: stay.state, endsAt: stay.endsAt, silent: stay.silent } : null }
  })
  return { inside: new Set(items.map(({ code }) => code)).size, items }
}

/** What this room knows of each area: whether one may enter, and how many are inside. */
export async function areaFacet(): Promise<AreaFacet> {
  const states = await areaAccessStates()
  const { people } = await whoIsInside(null)
  const inside = new Map<string, Set<string>>()
  for (const { accountId, areaCode } of people)
    for (const code of register.places.areas.get(areaCode)?.within ?? [])
      inside.set(code, (inside.get(code) ?? new Set()).add(accountId))
  return new Map([...states].map(([code, access]) => [code, { access, people: inside.get(code)?.size ?? 0 }]))
}
