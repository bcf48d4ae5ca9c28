import { notify } from '#app/notifications/index'
import { subscribe } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import { areaLabel, areaWithParents } from '#app/plant/index'
import { register } from '#modules/personnel/access/register'
import { CheckInMissed, StayOverdue } from '#modules/personnel/events'

/** The person and who answers for the area are told; the alarm itself is raised where alarms are. */
export function listenToStays(): void {
  subscribe(StayOverdue, 'personnel.tell_overdue', ({ payload }, tx) => tell(tx, 'stay_overdue', payload))
  subscribe(CheckInMissed, 'personnel.tell_silent', ({ payload }, tx) => tell(tx, 'check_in_missed', payload))
}

async function tell(tx: Tx, name: string, stay: { presenceId: string; accountId: string; areaCode: string; at: number }): Promise<void> {
  const person = (await register.fresh()).find({ accountId: stay.accountId })
  const area = await areaLabel(stay.areaCode)
  const line = await areaWithParents(stay.areaCode)
  await notify(tx, {
    to: { accounts: [stay.accountId], roles: [{ role: 'control_room' }, ...[{ code: stay.areaCode }, ...line].map(({ code }) => ({ role: 'area_responsible', area: code }))] },
    message: { key: `personnel.notices.${name}`, params: { person: person?.name ?? '?', person_en: person?.nameEn ?? person?.name ?? '?', area: area.name, area_en: area.nameEn } },
    priority: 1,
    link: '/stays',
    cause: `stay:${stay.presenceId}:${name}:${stay.at}`,
  })
}
