import db from '@adonisjs/lucid/services/db'

export interface DeviceState {
  code: string
  kind: 'gate' | 'workshop' | 'control_room' | 'board'
  name: string
  nameEn: string
  areaCode: string | null
  lastSeenAt: number | null
  clockAheadMs: number | null
  unsent: number
}

/** Every screen that was put into use, with what it last said of itself. */
export async function deviceStates(): Promise<DeviceState[]> {
  const rows = await db.from('devices').where('active', true).whereNotNull('paired_at').orderBy('code')
  return rows.map((row) => ({
    code: row.code,
    kind: row.kind,
    name: row.name,
    nameEn: row.name_en ?? row.name,
    areaCode: row.area_code,
    lastSeenAt: row.last_seen_at === null ? null : Number(row.last_seen_at),
    clockAheadMs: row.clock_ahead_ms === null ? null : Number(row.clock_ahead_ms),
    unsent: Number(row.unsent ?? 0),
  }))
}
