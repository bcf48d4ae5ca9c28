import db from '@adonisjs/lucid/services/db'
import { recordAudit, type Actor } from '#app/audit/index'
import { findAccount } from '#app/identity/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { savePerson, type PersonInput } from '#modules/personnel/actions/save_person'
import { register } from '#modules/personnel/access/register'

/** Puts a new person on file, or says everything that stands against it. */
export function registerPerson(input: PersonInput, by: Actor): Promise<Result<string, Reason[]>> {
  return transact(async (tx) => {
    const faults = await personFaults(input)
    if (await findAccount({ code: input.code })) faults.push(reason('personnel.code_taken', { code: input.code }))
    if (faults.length > 0) return err(faults)
    const accountId = await savePerson(tx, input)
    await recordAudit(tx, { by, action: 'personnel.person_registered', subject: { type: 'person', id: accountId }, details: shown(input) })
    return ok(accountId)
  })
}

/** Changes a person's file; whatever gates decide on counts from the next badge on. */
export function changePerson(code: string, changes: Partial<PersonInput>, by: Actor): Promise<Result<string, Reason[]>> {
  return transact(async (tx) => {
    const current = await currentInput(code)
    if (!current) return err([reason('personnel.person_unknown', { name: code })])
    const input = { ...current, ...changes, code }
    const faults = await personFaults(input)
    if (faults.length > 0) return err(faults)
    const accountId = await savePerson(tx, input)
    const details = Object.fromEntries(
      Object.entries(shown(changes)).map(([field, to]) => [field, { from: current[field as keyof PersonInput] ?? null, to }])
    )
    await recordAudit(tx, { by, action: 'personnel.person_changed', subject: { type: 'person', id: accountId }, details })
    return ok(accountId)
  })
}

/** What the shape of the input can't say: whether what it names exists and is free. */
async function personFaults(input: PersonInput): Promise<Reason[]> {
  const current = await register.fresh()
  const faults: Reason[] = []
  if (input.kind === 'contractor' && !input.company) faults.push(reason('personnel.company_missing'))
  if (input.company && !current.reference.companies.has(input.company))
    faults.push(reason('personnel.no_such_company', { company: input.company }))
  if (input.area && !current.places.areas.has(input.area)) faults.push(reason('personnel.no_such_area', { area: input.area }))
  if (input.supervisor && !current.find({ code: input.supervisor }))
    faults.push(reason('personnel.person_unknown', { name: input.supervisor }))
  const holder = input.badge ? await findAccount({ badge: input.badge }) : null
  if (holder && holder.code !== input.code) faults.push(reason('personnel.badge_taken', { badge: holder.badge ?? '', name: holder.name }))
  for (const { code, areaCode } of input.roles ?? []) {
    if (!(await db.from('roles').where('code', code).first())) faults.push(reason('personnel.no_such_role', { role: code }))
    if (areaCode && !current.places.areas.has(areaCode)) faults.push(reason('personnel.no_such_area', { area: areaCode }))
  }
  return faults
}

async function currentInput(code: string): Promise<PersonInput | null> {
  const person = (await register.fresh()).find({ code })
  const account = person ? await findAccount({ id: person.accountId }) : null
  if (!person || !account) return null
  return {
    code,
    name: person.name,
    nameEn: person.nameEn,
    badge: person.badge,
    email: account.email,
    phone: person.phone,
    locale: person.locale,
    active: person.active,
    kind: person.kind,
    company: person.company?.code ?? null,
    area: person.areaCode,
    supervisor: person.supervisorCode,
    post: person.post,
    medicalValidTo: person.medicalValidTo,
    blacklistedOn: person.blacklisted?.on ?? null,
    blacklistCause: person.blacklisted?.cause ?? null,
  }
}

/** Never the PIN: the audit is read by many. */
const shown = ({ pin, ...input }: Partial<PersonInput>): Record<string, unknown> => ({ ...input, ...(pin ? { pin: '…' } : {}) })
