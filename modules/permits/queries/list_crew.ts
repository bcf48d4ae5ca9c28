import type { Instant } from '#app/kernel/clock'
import type { Reason } from '#app/kernel/reason'
import { areaWithParents } from '#app/plant/index'
import { isQualified, listPeople, type PersonFacts } from '#modules/personnel/index'
import { contractFaults } from '#modules/permits/queries/contract_faults'
import type { PinnedLevel } from '#modules/permits/level'

interface Listed {
  code: string
  badge: string | null
  name: string
  name_en: string
  company: string | null
  post: string | null
}

export interface Crew {
  workers: (Listed & { trades: { id: string; reasons: Reason[] }[] })[]
  guardians: (Listed & { reasons: Reason[] })[]
}

const SHOWN = 100

const listed = (person: PersonFacts): Listed => ({
  code: person.code,
  badge: person.badge,
  name: person.name,
  name_en: person.nameEn ?? person.name,
  company: person.company?.name ?? null,
  post: person.post,
})

/** People to choose from for a window at a level, each with what speaks against naming them: those who can first. */
export async function listCrew(level: PinnedLevel, at: { area: string; from: Instant; to: Instant; search?: string }): Promise<Crew> {
  const wanted = at.search?.trim().toLowerCase() ?? ''
  const people = await listPeople()
  const line = (await areaWithParents(at.area)).map(({ code }) => code)
  const fits = (person: PersonFacts) => `${person.code} ${person.badge ?? ''} ${person.name} ${person.nameEn ?? ''}`.toLowerCase().includes(wanted)
  const guards = (person: PersonFacts) => person.roles.some(({ code, areaCode }) => code === 'guardian' && (areaCode === null || line.includes(areaCode)))
  const needsOf = ({ certificates, courses }: { certificates: string[]; courses: string[] }) => ({ certificateTypes: certificates, courses })

  const against = async (person: PersonFacts, needs: { certificateTypes: string[]; courses: string[] }): Promise<Reason[]> => {
    const names = { name: person.name, name_en: person.nameEn ?? person.name }
    return [...(await contractFaults(person.accountId, at.to, names)), ...(await isQualified(person.accountId, needs, at.from, at.to))]
  }

  const workers = await Promise.all(
    people.filter(fits).slice(0, SHOWN).map(async (person) => ({
      ...listed(person),
      trades: await Promise.all(level.trades.map(async (trade) => ({ id: trade.id, reasons: await against(person, needsOf(trade)) }))),
    }))
  )
  const guardians = await Promise.all(
    people.filter(guards).slice(0, SHOWN).map(async (person) => ({
      ...listed(person),
      reasons: await isQualified(person.accountId, needsOf(level.guardian), at.from, at.to),
    }))
  )
  const fewest = ({ trades }: Crew['workers'][number]) => Math.min(...trades.map(({ reasons }) => reasons.length))
  return {
    workers: workers.sort((one, other) => fewest(one) - fewest(other)),
    guardians: guardians.sort((one, other) => one.reasons.length - other.reasons.length),
  }
}
