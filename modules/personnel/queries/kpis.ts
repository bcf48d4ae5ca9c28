import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'
import { checkTraining } from '#modules/personnel/access/qualification'
import type { PersonFacts } from '#modules/personnel/access/facts'
import { register } from '#modules/personnel/access/register'
import { plantDay } from '#modules/personnel/validity'

const DAY_MS = 86_400_000

export interface TrainingGap {
  person: PersonFacts
  required: string[]
  lacking: string[]
}

/** For everybody who needs courses at his place of work: which those are, and which are not met at `at`. */
export async function trainingState(at: Instant, areaCode: string | null): Promise<TrainingGap[]> {
  const current = await register.fresh()
  const { places, reference } = current
  const window = { from: at, to: at, zone: plantTimeZone() }
  return current.all().flatMap((person) => {
    const within = person.areaCode ? (places.areas.get(person.areaCode)?.within ?? []) : []
    if (!person.active || (areaCode && !within.includes(areaCode))) return []
    const required = [...new Set(within.flatMap((code) => places.requirements.get(code)?.courses ?? []))]
    if (required.length === 0) return []
    return [{ person, required, lacking: required.filter((course) => !checkTraining(person, course, reference, window).ok) }]
  })
}

/** Per cent of those who need training at their place of work and have all of it. */
export async function trainingCoverage(_from: Instant, to: Instant, areaCode: string | null): Promise<number | null> {
  const state = await trainingState(to, areaCode)
  return state.length === 0 ? null : (100 * state.filter(({ lacking }) => lacking.length === 0).length) / state.length
}

/** Per cent of the results of the period that reached the pass mark. */
export async function trainingPassRate(from: Instant, to: Instant, areaCode: string | null): Promise<number | null> {
  const query = db.from('training_records').whereBetween('taken_on', [plantDay(from), plantDay(to)])
  if (areaCode)
    query
      .join('people', 'people.account_id', 'training_records.account_id')
      .whereIn('people.area_code', (await register.fresh()).codesWithin(areaCode))
  const row = await query.select(db.raw('COUNT(*) AS taken, SUM(CASE WHEN score >= pass_mark THEN 1 ELSE 0 END) AS passed')).first()
  return Number(row?.taken ?? 0) === 0 ? null : (100 * Number(row.passed)) / Number(row.taken)
}

/** Refused entries a day. */
export async function refusedEntries(from: Instant, to: Instant, areaCode: string | null): Promise<number | null> {
  const query = db.from('access_decisions').where('decision', 'deny').whereBetween('at', [from, to])
  if (areaCode) query.whereIn('area_code', (await register.fresh()).codesWithin(areaCode))
  const row = await query.count('* as total').first()
  return Number(row?.total ?? 0) / Math.max(1, (to - from) / DAY_MS)
}
