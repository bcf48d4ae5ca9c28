import db from '@adonisjs/lucid/services/db'
import type { Confidence } from '#modules/personnel/queries/who_is_inside'
import { register } from '#modules/personnel/access/register'
import type { MusterReplyRow, MusterRow } from '#modules/personnel/rows'

export interface MusterSummary {
  id: string
  area: string
  area_name: string
  area_name_en: string
  cause_type: string
  cause_id: string
  started_at: number
  started_by: string
  ended_at: number | null
  ended_by: string | null
  confidence: Confidence
  counts: { expected: number; arrived: number; cannot_come: number; missing: number; team: number; team_arrived: number }
}

export interface MusterEntry {
  code: string
  name: string
  name_en: string | null
  company: string | null
  company_en: string | null
  phone: string | null
  expected_as: MusterReplyRow['expected_as']
  inside_since: number | null
  reply: MusterReplyRow['reply']
  replied_at: number | null
  replied_by: string | null
  how: MusterReplyRow['how']
}

export interface MusterDetail extends MusterSummary {
  people: MusterEntry[]
}

/** The running count of one of these areas; null when there is none. */
export async function runningMuster(areaCodes: string[]): Promise<MusterRow | null> {
  return db.from('musters').whereIn('area_code', areaCodes).whereNull('ended_at').orderBy('started_at').first()
}

/** The newest counts, or those that run. */
export async function listMusters(filter: { running: boolean; limit: number; before: string | null }): Promise<MusterSummary[]> {
  const query = db.from('musters').orderBy('id', 'desc').limit(filter.limit)
  if (filter.running) query.whereNull('ended_at')
  if (filter.before) query.where('id', '<', filter.before)
  const rows: MusterRow[] = await query
  const replies: MusterReplyRow[] = await db.from('muster_replies').whereIn('muster_id', rows.map(({ id }) => id))
  await register.fresh()
  return rows.map((row) => summary(row, replies.filter((reply) => reply.muster_id === row.id)))
}

/** One count with everybody who is expected, those still missing first; null when there is none. */
export async function findMuster(id: string): Promise<MusterDetail | null> {
  const row: MusterRow | null = await db.from('musters').where('id', id).first()
  if (!row) return null
  const replies: MusterReplyRow[] = await db.from('muster_replies').where('muster_id', id).orderBy('inside_since')
  const current = await register.fresh()
  const people = replies.map((reply): MusterEntry => {
    const person = current.find({ accountId: reply.account_id })
    return {
      code: person?.code ?? '?',
      name: person?.name ?? '?',
      name_en: person?.nameEn ?? null,
      company: person?.company?.name ?? null,
      company_en: person?.company?.nameEn ?? null,
      phone: person?.phone ?? null,
      expected_as: reply.expected_as,
      inside_since: reply.inside_since === null ? null : Number(reply.inside_since),
      reply: reply.reply,
      replied_at: reply.replied_at === null ? null : Number(reply.replied_at),
      replied_by: reply.replied_by,
      how: reply.how,
    }
  })
  const urgency = (entry: MusterEntry) => (entry.expected_as === 'inside' && entry.reply !== 'arrived' ? 0 : entry.reply === null ? 1 : 2)
  return { ...summary(row, replies), people: people.sort((a, b) => urgency(a) - urgency(b)) }
}

function summary(row: MusterRow, replies: MusterReplyRow[]): MusterSummary {
  const area = register.places.areas.get(row.area_code)
  const inside = replies.filter(({ expected_as }) => expected_as === 'inside')
  const team = replies.filter(({ expected_as }) => expected_as === 'team')
  const having = (list: MusterReplyRow[], reply: MusterReplyRow['reply']) => list.filter((one) => one.reply === reply).length
  return {
    id: row.id,
    area: row.area_code,
    area_name: area?.name ?? row.area_code,
    area_name_en: area?.nameEn ?? row.area_code,
    cause_type: row.cause_type,
    cause_id: row.cause_id,
    started_at: Number(row.started_at),
    started_by: row.started_by,
    ended_at: row.ended_at === null ? null : Number(row.ended_at),
    ended_by: row.ended_by,
    confidence: JSON.parse(row.confidence),
    counts: {
      expected: inside.length,
      arrived: having(inside, 'arrived'),
      cannot_come: having(inside, 'cannot_come'),
      missing: having(inside, null),
      team: team.length,
      team_arrived: having(team, 'arrived'),
    },
  }
}
