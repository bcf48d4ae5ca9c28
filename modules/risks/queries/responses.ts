import db from '@adonisjs/lucid/services/db'
import type { IncidentRow, ResponseRow } from '#modules/risks/rows'

export interface ResponseEntry {
  code: string
  name: string
  name_en: string | null
  phone: string | null
  called: boolean
  reply: 'arrived' | 'cannot_come' | null
  how: ResponseRow['how']
  replied_at: number | null
  replied_by: string | null
}

export interface ResponseBoard {
  counts: { called: number; arrived: number; cannot_come: number; silent: number }
  people: ResponseEntry[]
}

/** Silent first: they are to be called by telephone. */
const URGENCY = { none: 0, cannot_come: 1, arrived: 2 } as const

/** Who of the team has come, who can't, who has not answered (F09). */
export async function responseBoard(incidentId: string): Promise<ResponseBoard> {
  const rows: (ResponseEntry & { called: boolean | number })[] = await db
    .from('incident_responses')
    .join('accounts', 'accounts.id', 'incident_responses.account_id')
    .where('incident_id', incidentId)
    .orderBy('accounts.code')
    .select('accounts.code', 'accounts.name', 'accounts.name_en', 'accounts.phone', 'called', 'reply', 'how', 'replied_at', 'replied_by')
  const people = rows.map((row) => ({ ...row, called: Boolean(row.called) })).sort((a, b) => URGENCY[a.reply ?? 'none'] - URGENCY[b.reply ?? 'none'])
  const having = (reply: ResponseEntry['reply']) => people.filter((one) => one.reply === reply).length
  return { counts: { called: people.filter(({ called }) => called).length, arrived: having('arrived'), cannot_come: having('cannot_come'), silent: having(null) }, people }
}

/** The call behind a personal link; null when there is none. */
export async function findCall(token: string): Promise<(ResponseRow & { incident: IncidentRow }) | null> {
  const row: ResponseRow | null = await db.from('incident_responses').where('link_token', token).first()
  const incident: IncidentRow | null = row && (await db.from('incidents').where('id', row.incident_id).first())
  return row && incident ? { ...row, incident } : null
}

/** Who was told of the incident and of the alarms it is about: the causes under which the notices went out. */
export async function causesOf(incidentId: string): Promise<string[]> {
  const alarms = await db.from('incident_alarms').where('incident_id', incidentId).orderBy('joined_at').limit(200)
  return [`incident:${incidentId}`, ...alarms.map(({ alarm_id }) => `alarm:${alarm_id}`)]
}
