import logger from '@adonisjs/core/services/logger'
import type { Actor } from '#app/audit/index'
import { clock, type Instant } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { newId } from '#app/kernel/ids'
import { plantTimeZone } from '#app/plant/index'
import { decide } from '#modules/personnel/access/decide'
import type { AccessFacts, AreaFacts, Direction, GasFacts, GateFacts, PersonFacts } from '#modules/personnel/access/facts'
import { permitInForce } from '#modules/personnel/access/permit_source'
import type { DecisionRecord } from '#modules/personnel/access/record'
import { recorder } from '#modules/personnel/access/recorder'
import { coOf } from '#modules/personnel/stay/co_source'
import { pauseUntil } from '#modules/personnel/stay/pause'
import { stayBands } from '#modules/personnel/stay/settings'
import { register } from '#modules/personnel/access/register'

export interface AccessRequest {
  gate: string
  /** As the reader sends it. */
  badge?: string | null
  /** Personnel code, where a camera or a guard knows who it is. */
  person?: string | null
  direction: Direction
  by: Actor
}

export interface AccessAnswer {
  record: DecisionRecord
  person: PersonFacts | null
  area: AreaFacts | null
  gate: GateFacts | null
}

/** Answers a gate. The answer is on record before it is given. */
export async function decideAccess(request: AccessRequest): Promise<AccessAnswer> {
  const at = clock.now()
  const facts = await gatherFacts(request, at)
  const answer = { person: facts.person, area: facts.area, gate: facts.gate }
  try {
    const record = judge(request, facts, at)
    recorder.record(record)
    return { ...answer, record }
  } catch (error) {
    // Nothing can be written down any more: nobody in, and whoever wants out still gets out.
    logger.error({ err: error }, 'an access decision could not be recorded')
    return { ...answer, record: judge(request, { ...facts, recordsAvailable: false }, at) }
  }
}

/** The facts of this instant, from memory; without records there are none, and that is a fact too. */
export async function gatherFacts(request: Omit<AccessRequest, 'by'>, at: Instant): Promise<AccessFacts> {
  const blank: AccessFacts = {
    direction: request.direction,
    recordsAvailable: false,
    gate: null,
    area: null,
    person: null,
    requirements: [],
    permit: null,
    gas: null,
    catalogue: { courses: new Map(), certificateTypes: new Map() },
    zone: plantTimeZone(),
  }
  try {
    const { places, reference } = await register.fresh()
    const gate = places.gates.get(request.gate) ?? null
    const area = gate ? (places.areas.get(gate.areaCode) ?? null) : null
    const person = findPerson(request)
    const requirements = (area?.within ?? []).flatMap((code) => places.requirements.get(code) ?? [])
    const asksForPermit = requirements.some(({ permit }) => permit !== 'none')
    const permit = asksForPermit && person && area && request.direction === 'in' ? await permitInForce(person.accountId, area.code, at) : null
    const gas = area?.gasClass && request.direction === 'in' ? await gasFacts(area.code, person?.accountId ?? null, at) : null
    return { ...blank, recordsAvailable: !recorder.full, gate, area, person, requirements, permit, gas, catalogue: reference }
  } catch (error) {
    logger.error({ err: error }, 'the personnel records could not be read')
    return blank
  }
}

async function gasFacts(areaCode: string, accountId: string | null, at: Instant): Promise<GasFacts> {
  const bands = await settingValue(stayBands)
  return { co: await coOf(areaCode), ceilingMg: bands.at(-1)!.up_to_mg, pauseUntil: accountId ? await pauseUntil(accountId, at) : null }
}

function findPerson({ badge, person }: Omit<AccessRequest, 'by'>): PersonFacts | null {
  if (badge) return register.find({ badge })
  return person ? register.find({ code: person }) : null
}

export function judge(request: AccessRequest, facts: AccessFacts, at: Instant, source: 'live' | 'gate' = 'live'): DecisionRecord {
  const { decision, reasons, validUntil } = decide(facts, at)
  return {
    id: newId(),
    at,
    gateCode: request.gate,
    areaCode: facts.area?.code ?? null,
    direction: request.direction,
    badge: request.badge ?? facts.person?.badge ?? null,
    accountId: facts.person?.accountId ?? null,
    decision,
    reasons,
    facts: evidence(facts),
    validUntil,
    by: request.by,
    source,
  }
}

/** The inputs as they were, small enough to keep with every decision. */
function evidence({ person, requirements, area, permit, gas, recordsAvailable, zone }: AccessFacts): Record<string, unknown> {
  return {
    recordsAvailable,
    zone,
    permit,
    gas,
    requirements,
    restrictions: area?.restrictions ?? [],
    person: person && {
      code: person.code,
      active: person.active,
      kind: person.kind,
      roles: person.roles,
      medicalValidTo: person.medicalValidTo,
      blacklisted: person.blacklisted,
      company: person.company && { code: person.company.code, to: person.company.contractTo, blacklisted: person.company.blacklisted },
      trainings: person.trainings,
      certificates: person.certificates,
    },
  }
}
