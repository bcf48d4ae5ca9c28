import { findAccount } from '#app/identity/index'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import { findPerson } from '#modules/personnel/queries/qualification'
import { denialQuiet } from '#modules/personnel/settings'

const MINUTE_MS = 60_000

/**
 * Tells the supervisor and the safety department of a refusal: once for each person and area within the quiet time,
 * however often the badge is held against the reader.
 */
export async function tellDenial(
  tx: Tx,
  denial: { eventId: string; accountId: string | null; areaCode: string; at: number; count: number }
): Promise<void> {
  const quietMs = (await settingValue(denialQuiet, tx.db)) * MINUTE_MS
  const who = { account_id: denial.accountId ?? 'unknown', area_code: denial.areaCode }
  const last = await tx.db.from('denial_notices').where(who).first()
  if (last && denial.at - Number(last.notified_at) < quietMs) return
  await tx.db
    .knexQuery()
    .insert({ ...who, notified_at: denial.at })
    .into('denial_notices')
    .onConflict(['account_id', 'area_code'])
    .merge()

  const person = denial.accountId ? await findPerson({ accountId: denial.accountId }) : null
  const supervisor = person?.supervisorCode ? await findAccount({ code: person.supervisorCode }) : null
  const label = await areaLabel(denial.areaCode)
  const area = { area: label.name, area_en: label.nameEn }
  await notify(tx, {
    to: { accounts: supervisor ? [supervisor.id] : [], roles: [{ role: 'safety_department', area: denial.areaCode }] },
    message: person
      ? {
          key: 'personnel.notices.denied',
          params: { ...area, name: person.name, name_en: person.nameEn ?? person.name, code: person.code, count: denial.count },
        }
      : { key: 'personnel.notices.denied_unknown', params: area },
    priority: 3,
    link: `/area/${denial.areaCode}`,
    cause: `denial:${denial.eventId}`,
  })
}
