import { randomBytes } from 'node:crypto'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { resolveRecipients } from '#app/notifications/index'

/** Puts the team's members of this shift on the board of answers; returns each one's own page for the message. */
export async function callTeam(tx: Tx, incidentId: string, team: string): Promise<Map<string, string>> {
  const members = await resolveRecipients(tx, { team })
  const links = new Map(members.map(({ id }) => [id, newLinkToken()]))
  const rows = [...links].map(([account_id, link_token]) => ({ id: newId(), incident_id: incidentId, account_id, called: true, link_token }))
  if (rows.length > 0) await tx.db.table('incident_responses').multiInsert(rows)
  return links
}

/** 128 bits, short enough for a message. */
export const newLinkToken = (): string => randomBytes(16).toString('base64url')
