import db from '@adonisjs/lucid/services/db'
import { findEquipment, type Equipment } from '#app/plant/index'
import type { EquipmentRequirementRow } from '#modules/personnel/rows'

/** One thing that is looked at before a start. */
export interface CheckItem {
  code: string
  name: string
  name_en: string
}

export interface EquipmentNeeds {
  equipment: Equipment
  courses: string[]
  certificates: string[][]
  medical: boolean
  checklist: CheckItem[]
  /** The shortest of what applies. */
  sessionMs: number
  outputs: string[]
}

const MINUTE_MS = 60_000

/** What starting this machine takes: its kind's needs and its own. Null: no such machine, or nobody has said what it takes. */
export async function equipmentNeeds(code: string): Promise<EquipmentNeeds | null> {
  const equipment = await findEquipment(code)
  return equipment?.active ? needsAmong(equipment, await db.from('equipment_requirements')) : null
}

/** The same with the requirements at hand. */
export function needsAmong(equipment: Equipment, rows: EquipmentRequirementRow[]): EquipmentNeeds | null {
  const mine = rows.filter((row) => row.equipment_kind === equipment.kind || row.equipment_code === equipment.code)
  return mine.length > 0 ? together(equipment, mine) : null
}

function together(equipment: Equipment, rows: EquipmentRequirementRow[]): EquipmentNeeds {
  const all = <T>(field: 'courses' | 'certificates' | 'checklist') => rows.flatMap((row) => JSON.parse(row[field]) as T[])
  return {
    equipment,
    courses: all<string>('courses'),
    certificates: all<string[]>('certificates'),
    medical: rows.some((row) => Boolean(row.medical)),
    checklist: all<CheckItem>('checklist'),
    sessionMs: Math.min(...rows.map((row) => row.session_min)) * MINUTE_MS,
    outputs: rows.flatMap((row) => (row.output ? [row.output] : [])),
  }
}
