import db from '@adonisjs/lucid/services/db'
import { clock, type Instant } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { register } from '#modules/personnel/access/register'
import { doubtfulAfter } from '#modules/personnel/settings'
import type { PresenceRow } from '#modules/personnel/rows'

export interface PersonInside {
  accountId: string
  code: string
  name: string
  nameEn: string | null
  company: string | null
  companyEn: string | null
  phone: string | null
  areaCode: string
  since: Instant
  gateCode: string
  /** Inside for so long that the exit was probably missed. */
  doubtful: boolean
}

/** How far a list made from gates can be trusted. */
export interface Confidence {
  /** `counted`: every gate sees who leaves; `entry_only`: somebody may leave unseen; `no_gate`: nobody is seen at all. */
  kind: 'counted' | 'entry_only' | 'no_gate'
  doubtful: number
}

export interface Headcount {
  people: PersonInside[]
  confidence: Confidence
}

const HOUR_MS = 3_600_000

/** Who the gates saw go into the area, or into what lies in it, and not come out. Without an area: the whole plant. */
export async function whoIsInside(areaCode: string | null): Promise<Headcount> {
  const current = await register.fresh()
  const codes = areaCode ? current.codesWithin(areaCode) : null
  const query = db.from('presence').whereNull('left_at').orderBy('entered_at')
  if (codes) query.whereIn('area_code', codes)
  const rows: PresenceRow[] = await query
  const limit = clock.now() - (await settingValue(doubtfulAfter)) * HOUR_MS

  const people = rows.map((row): PersonInside => {
    const person = current.find({ accountId: row.account_id })
    return {
      accountId: row.account_id,
      code: person?.code ?? '?',
      name: person?.name ?? '?',
      nameEn: person?.nameEn ?? null,
      company: person?.company?.name ?? null,
      companyEn: person?.company?.nameEn ?? null,
      phone: person?.phone ?? null,
      areaCode: row.area_code,
      since: Number(row.entered_at),
      gateCode: row.entry_gate,
      doubtful: Number(row.entered_at) < limit,
    }
  })
  const doubtful = people.filter((person) => person.doubtful).length
  return { people, confidence: { kind: confidenceOf(codes), doubtful } }
}

function confidenceOf(codes: string[] | null): Confidence['kind'] {
  const gates = [...register.places.gates.values()].filter((gate) => !codes || codes.includes(gate.areaCode))
  if (gates.length === 0) return 'no_gate'
  const areas = new Set(gates.map((gate) => gate.areaCode))
  const seen = [...areas].every((area) => gates.some((gate) => gate.areaCode === area && gate.direction !== 'in'))
  return seen ? 'counted' : 'entry_only'
}
