import { notify } from '#app/notifications/index'
import { subscribe } from '#app/kernel/events'
import type { BypassRow } from '#app/bypasses/bypass'
import { BypassEnded } from '#app/bypasses/events'

/** Its owner is asked to see that the safeguard works again, unless it was a person who ended and saw it. */
export function listenToEnds(): void {
  subscribe(BypassEnded, 'bypasses.tell_owner', async ({ payload }, tx) => {
    if (payload.cause === 'by_person') return
    const row: BypassRow = await tx.db.from('bypasses').where('id', payload.bypassId).firstOrFail()
    await notify(tx, {
      to: { accounts: [row.owner_id] },
      message: { key: `bypasses.notices.${payload.cause}`, params: { subject: row.subject_name, subject_en: row.subject_name_en } },
      priority: 3,
      link: '/bypasses',
      cause: `bypass:${row.id}:over`,
    })
  })
}
