import db from '@adonisjs/lucid/services/db'
import { listEquipment } from '#app/plant/index'
import { register } from '#modules/personnel/access/register'
import { needsAmong, type CheckItem } from '#modules/personnel/queries/equipment_needs'
import type { AuthorizationRow, EquipmentRequirementRow } from '#modules/personnel/rows'

export interface Machine {
  code: string
  name: string
  name_en: string
  area: string
  area_name: string
  area_name_en: string
  checklist: CheckItem[]
  operator: { code: string; name: string; name_en: string | null; since: number; until: number } | null
}

const MOST = 5_000

/** Every machine that asks who starts it, and who has it now. With `within`: those of an area and what lies in it. */
export async function machines(within: string | null): Promise<Machine[]> {
  const current = await register.fresh()
  const areas = within ? new Set(current.codesWithin(within)) : null
  const running: AuthorizationRow[] = await db.from('equipment_authorizations').where('decision', 'grant').whereNull('ended_at')
  const equipment = (await listEquipment({ limit: MOST })).filter(({ areaCode }) => !areas || areas.has(areaCode))
  const requirements: EquipmentRequirementRow[] = await db.from('equipment_requirements')
  return equipment.flatMap((machine): Machine[] => {
    const one = needsAmong(machine, requirements)
    if (!one) return []
    const { code, name, nameEn, areaCode } = one.equipment
    const area = current.places.areas.get(areaCode)
    const session = running.find((row) => row.equipment_code === code)
    const person = session?.account_id ? current.find({ accountId: session.account_id }) : null
    const operator = session && person && { code: person.code, name: person.name, name_en: person.nameEn, since: Number(session.at), until: Number(session.until) }
    return [
      {
        code,
        name,
        name_en: nameEn,
        area: areaCode,
        area_name: area?.name ?? areaCode,
        area_name_en: area?.nameEn ?? areaCode,
        checklist: one.checklist,
        operator: operator ?? null,
      },
    ]
  })
}
