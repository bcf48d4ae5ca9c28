import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { onCommit } from '#app/kernel/transaction'
import type { PersonFacts } from '#modules/personnel/access/facts'
import { loadPeople, type PersonRecord } from '#modules/personnel/access/load_people'
import { loadPlaces, loadReference, type Places, type Reference } from '#modules/personnel/access/load_places'
import { RecordsChanged } from '#modules/personnel/events'

/** What another process changed counts after this long at the latest; what this one did, at once. */
const CHECK_AFTER_MS = 500
const WATCH_INTERVAL_MS = 250
/** More than this at once is read faster as a whole. */
const SINGLY_LIMIT = 200
const CATCH_UP_LIMIT = 5
/** Changes are kept for an hour: a copy that slept for long can't trust that it has seen them all. */
const SLEPT_MS = 1_800_000

/** The records that decide about entry, kept in memory: a door waits for no query. */
export class PersonnelRegister {
  #people = new Map<string, PersonRecord>()
  #byBadge = new Map<string, string>()
  #byCode = new Map<string, string>()
  #places: Places = { areas: new Map(), gates: new Map(), requirements: new Map() }
  #reference: Reference = { companies: new Map(), courses: new Map(), certificateTypes: new Map() }
  #seen: number | null = null
  /** Commits of this process that changed records, and how many of them the copy has taken in. */
  #committed = 1
  #read = 0
  #checkedAt = Number.NEGATIVE_INFINITY
  #checking: Promise<void> | null = null
  #timer: NodeJS.Timeout | null = null

  constructor() {
    onCommit((events) => {
      if (events.includes(RecordsChanged.name)) this.#committed += 1
    })
  }

  /** Looks for changes in the background, so that hardly any decision has to. */
  watch(): void {
    this.#timer = setInterval(() => void this.fresh().catch(() => undefined), WATCH_INTERVAL_MS)
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#timer = null
  }

  /** This register, up to date; throws when the records can't be read. */
  async fresh(): Promise<this> {
    for (let round = 0; round < CATCH_UP_LIMIT && this.#outdated(); round += 1) {
      this.#checking ??= this.#check().finally(() => {
        this.#checking = null
      })
      await this.#checking
    }
    return this
  }

  #outdated(): boolean {
    return this.#read < this.#committed || clock.monotonic() - this.#checkedAt > CHECK_AFTER_MS
  }

  async #check(): Promise<void> {
    const startedAt = clock.monotonic()
    const committed = this.#committed
    if (this.#seen === null || startedAt - this.#checkedAt > SLEPT_MS) await this.#readEverything()
    else await this.#readChanges(this.#seen)
    this.#read = committed
    this.#checkedAt = startedAt
  }

  async #readEverything(): Promise<void> {
    const newest = await db.from('personnel_changes').max('id as id').first()
    this.#places = await loadPlaces()
    this.#reference = await loadReference()
    this.#replacePeople(await loadPeople())
    this.#seen = Number(newest?.id ?? 0)
  }

  async #readChanges(seen: number): Promise<void> {
    const changes = await db.from('personnel_changes').where('id', '>', seen).orderBy('id').select('id', 'subject')
    if (changes.length === 0) return
    const subjects = new Set<string>(changes.map((change) => change.subject))
    if (subjects.delete('places')) this.#places = await loadPlaces()
    if (subjects.delete('reference')) this.#reference = await loadReference()
    const everybody = subjects.delete('people')
    if (everybody || subjects.size > SINGLY_LIMIT) this.#replacePeople(await loadPeople())
    else if (subjects.size > 0) this.#exchange([...subjects], await loadPeople([...subjects]))
    this.#seen = Number(changes.at(-1)!.id)
  }

  #replacePeople(people: PersonRecord[]): void {
    this.#people.clear()
    this.#byBadge.clear()
    this.#byCode.clear()
    for (const person of people) this.#add(person)
  }

  #exchange(ids: string[], people: PersonRecord[]): void {
    for (const id of ids) {
      const former = this.#people.get(id)
      if (!former) continue
      this.#people.delete(id)
      this.#byCode.delete(former.code)
      if (former.badge && this.#byBadge.get(former.badge) === id) this.#byBadge.delete(former.badge)
    }
    for (const person of people) this.#add(person)
  }

  #add(person: PersonRecord): void {
    this.#people.set(person.accountId, person)
    this.#byCode.set(person.code, person.accountId)
    if (person.badge) this.#byBadge.set(person.badge, person.accountId)
  }

  get places(): Places {
    return this.#places
  }

  /** The area and what lies in it. */
  codesWithin(areaCode: string): string[] {
    return [...this.#places.areas.values()].filter(({ within }) => within.includes(areaCode)).map(({ code }) => code)
  }

  get reference(): Reference {
    return this.#reference
  }

  /** Whoever holds this badge, personnel code or account id. */
  find(by: { badge: string } | { code: string } | { accountId: string }): PersonFacts | null {
    const id = 'badge' in by ? this.#byBadge.get(by.badge) : 'code' in by ? this.#byCode.get(by.code) : by.accountId
    const person = id ? this.#people.get(id) : undefined
    return person ? this.#withCompany(person) : null
  }

  /** Everybody, by personnel code. */
  all(): PersonFacts[] {
    return [...this.#people.values()].sort((a, b) => a.code.localeCompare(b.code)).map((person) => this.#withCompany(person))
  }

  #withCompany({ companyCode, ...person }: PersonRecord): PersonFacts {
    return { ...person, company: companyCode ? (this.#reference.companies.get(companyCode) ?? null) : null }
  }
}

export const register = new PersonnelRegister()
