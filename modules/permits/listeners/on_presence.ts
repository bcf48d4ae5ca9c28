import { subscribe } from '#app/kernel/events'
import { reason } from '#app/kernel/reason'
import { areaLabel } from '#app/plant/index'
import { PersonLeft } from '#modules/personnel/events'
import { stopWork } from '#modules/permits/actions/stop_work'
import { namesOf } from '#modules/permits/queries/gather_facts'

/** A guardian who leaves takes the work's protection along: it stops, wherever the alarm may be silent. */
export function listenToPresence(): void {
  subscribe(PersonLeft, 'permits.stop_unguarded_work', async ({ payload: left }, tx) => {
    const { name: area, nameEn } = await areaLabel(left.areaCode)
    const names = await namesOf(left.accountId)
    await stopWork(tx, {
      areaCode: left.areaCode,
      reason: reason('permits.guardian_left', { ...names, area, area_en: nameEn }),
      alarmId: null,
      guardianId: left.accountId,
    })
  })
}
