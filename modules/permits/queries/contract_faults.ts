import { DateTime } from 'luxon'
import type { Instant } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import { plantTimeZone } from '#app/plant/index'
import { findPerson } from '#modules/personnel/index'
import type { Names } from '#modules/permits/facts'

/** A contractor's people are named for work only while the company is under contract and not barred. */
export async function contractFaults(accountId: string, until: Instant, names: Names): Promise<Reason[]> {
  const company = (await findPerson({ accountId }))?.company
  if (!company) return []
  const last = DateTime.fromMillis(until, { zone: plantTimeZone() }).toISODate()!
  const params = { ...names, company: company.name, company_en: company.nameEn }
  if (company.blacklisted) return [reason('permits.company_barred', params)]
  return company.contractTo < last ? [reason('permits.contract_over', { ...params, day: company.contractTo })] : []
}
