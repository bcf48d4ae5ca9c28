import db from '@adonisjs/lucid/services/db'
import type { MineItem } from '#app/board/mine'
import type { BoardSnapshot } from '#app/board/snapshot'
import { englishNames, type Principal } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { isOverdue, labelsOf, listHazards } from '#modules/hazards/queries/list_hazards'
import type { HazardRow } from '#modules/hazards/rows'

const SHOWN = 100

export async function hazardsTile(): Promise<BoardSnapshot['hazards']> {
  const now = clock.now()
  const count = async (query: ReturnType<typeof db.from>) => Number((await query.count('* as n').first())?.n ?? 0)
  const [rows, labels, open, overdue] = await Promise.all([
    listHazards({ state: 'open', limit: SHOWN }),
    labelsOf(),
    count(db.from('hazards').whereNotIn('state', ['closed', 'withdrawn'])),
    count(db.from('hazards').whereIn('state', ['reported', 'dispatched']).where('due_at', '<', now)),
  ])
  const names = await englishNames(rows.map(({ assignee_id: id }) => id))
  const items = rows.map((row) => {
    const type = labels.types.get(row.type_code)
    const area = labels.areas.get(row.area_code)
    return {
      id: row.id,
      code: row.code,
      typeName: type?.name ?? row.type_code,
      typeNameEn: type?.name_en ?? row.type_code,
      areaCode: row.area_code,
      areaName: area?.name ?? row.area_code,
      areaNameEn: area?.nameEn ?? row.area_code,
      level: row.level,
      state: row.state,
      reportedAt: row.reported_at,
      dueAt: row.due_at,
      overdue: isOverdue(row, now),
      assignee: row.assignee_name,
      assigneeEn: (row.assignee_id && names.get(row.assignee_id)) || null,
    }
  })
  return { open, overdue, items: items.sort((a, b) => Number(b.overdue) - Number(a.overdue) || a.dueAt - b.dueAt) }
}

/** What waits for this person: to rectify, to check, to close. */
export async function hazardsMine({ person, permissions }: Principal): Promise<MineItem[]> {
  if (!person) return []
  const rows = await listHazards({ state: 'open', limit: 300 })
  const labels = await labelsOf()
  return rows.flatMap((row) => {
    const kind = waitingFor(row, person.id, permissions)
    if (!kind) return []
    const [type, area] = [labels.types.get(row.type_code), labels.areas.get(row.area_code)]
    const params = { code: row.code, type: type?.name ?? '', type_en: type?.name_en ?? '', area: area?.name ?? '', area_en: area?.nameEn ?? '' }
    const late = isOverdue(row, clock.now())
    return { kind, title_key: `hazards.mine.${kind}`, params, link: `/hazards/${row.id}`, due_at: row.due_at, priority: late ? 2 : 3 } satisfies MineItem
  })
}

function waitingFor(row: HazardRow, personId: string, permissions: ReadonlySet<string>): string | null {
  if (row.state === 'reported') return permissions.has('hazards.dispatch') ? 'dispatch' : null
  if (row.state === 'dispatched') return row.assignee_id === personId ? 'rectify' : null
  if (row.state === 'rectified') return permissions.has('hazards.verify') && row.rectified_by !== personId ? 'verify' : null
  return row.state === 'verified' && permissions.has('hazards.close') ? 'close' : null
}

/** Share of those due in the period that are closed; `onTime`: closed by their original due date (E03). */
async function share(from: number, to: number, areaCode: string | null, onTime: boolean): Promise<number | null> {
  const query = db.from('hazards').whereNot('state', 'withdrawn').whereBetween('original_due_at', [from, to]).select('closed_at', 'original_due_at')
  if (areaCode) query.where('area_code', areaCode)
  const rows: Pick<HazardRow, 'closed_at' | 'original_due_at'>[] = await query
  if (rows.length === 0) return null
  const counted = rows.filter((row) => row.closed_at !== null && (!onTime || row.closed_at <= row.original_due_at))
  return Math.round((counted.length / rows.length) * 1000) / 10
}

export const completionRate = (from: number, to: number, areaCode: string | null) => share(from, to, areaCode, false)
export const onTimeRate = (from: number, to: number, areaCode: string | null) => share(from, to, areaCode, true)
