import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import { areaWithParents, currentShift } from '#app/plant/index'
import type { Notice } from '#app/notifications/actions/notify'

export interface Recipient {
  id: string
  code: string
  name: string
  email: string | null
  phone: string | null
}

/** Who that is at this moment: named accounts, holders of roles, and the team's members of the running shift. */
export async function resolveRecipients(tx: { db: Pick<Tx['db'], 'from'>; now: Instant }, to: Notice['to']): Promise<Recipient[]> {
  const found = new Map<string, Recipient>()
  const collect = (rows: Recipient[]) => rows.forEach((row) => found.set(row.id, row))
  const active = () => tx.db.from('accounts').where('accounts.active', true).select('accounts.id', 'accounts.code', 'accounts.name', 'accounts.email', 'accounts.phone')

  if (to.accounts?.length) collect(await active().whereIn('accounts.id', to.accounts))
  for (const { role, area } of to.roles ?? []) {
    const holders = active()
      .join('role_assignments', 'role_assignments.account_id', 'accounts.id')
      .where('role_assignments.role_code', role)
    if (area) {
      // Who answers for a workshop answers for the areas in it.
      const line = (await areaWithParents(area)).map(({ code }) => code)
      holders.where((either) => either.whereNull('area_code').orWhereIn('area_code', line))
    }
    collect(await holders)
  }
  if (to.team) {
    const shift = await currentShift(tx.now)
    const members = active()
      .join('team_members', 'team_members.account_code', 'accounts.code')
      .where('team_members.team_code', to.team)
      .where((either) => either.whereNull('shift_code').orWhere('shift_code', shift?.shift.code ?? ''))
    collect(await members)
  }
  return [...found.values()]
}
