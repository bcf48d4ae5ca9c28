import { subscribe } from '#app/kernel/events'
import { AccountChanged } from '#app/identity/index'
import { DefinitionsApplied } from '#app/plant/events'
import { noteChange } from '#modules/personnel/access/changes'
import { tellDenial } from '#modules/personnel/actions/tell_denial'
import { AccessDenied } from '#modules/personnel/events'

/** What others change of the records that gates decide on, and who is told of a refusal. */
export function listenToChanges(): void {
  subscribe(AccountChanged, 'personnel.note_account', ({ payload }, tx) => noteChange(tx, payload.accountId))

  subscribe(DefinitionsApplied, 'personnel.note_definitions', async ({ payload }, tx) => {
    if (payload.kinds.includes('areas')) await noteChange(tx, 'places')
    if (payload.kinds.includes('roles')) await noteChange(tx, 'people')
  })

  subscribe(AccessDenied, 'personnel.tell_denial', ({ id, payload }, tx) =>
    tellDenial(tx, { eventId: id, ...payload, count: payload.reasons.length })
  )
}
