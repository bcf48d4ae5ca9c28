import type { PersonFacts } from '#modules/personnel/access/facts'
import type { Stay } from '#modules/personnel/stay/list_stays'
import type { PersonInside } from '#modules/personnel/queries/who_is_inside'

export const presentInside = (inside: PersonInside, stay?: Stay) => ({
  code: inside.code,
  name: inside.name,
  name_en: inside.nameEn,
  company: inside.company,
  company_en: inside.companyEn,
  phone: inside.phone,
  area: inside.areaCode,
  since: inside.since,
  gate: inside.gateCode,
  doubtful: inside.doubtful,
  /** Null in areas without gas. */
  stay: stay ? { state: stay.state, ends_at: stay.endsAt, check_in_due_at: stay.checkInDueAt, silent: stay.silent } : null,
})

/** A person as others may see him: no badge, no PIN. */
export const presentPerson = (person: PersonFacts) => ({
  code: person.code,
  name: person.name,
  name_en: person.nameEn,
  kind: person.kind,
  active: person.active,
  company: person.company && { code: person.company.code, name: person.company.name, name_en: person.company.nameEn },
  area: person.areaCode,
  supervisor: person.supervisorCode,
  post: person.post,
  phone: person.phone,
  roles: person.roles.map(({ code, areaCode }) => ({ role: code, area: areaCode })),
  medical_valid_to: person.medicalValidTo,
  blacklisted_on: person.blacklisted?.on ?? null,
  blacklist_cause: person.blacklisted?.cause ?? null,
  photo_id: person.photoId,
})
