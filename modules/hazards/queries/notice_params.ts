import type { Tx } from '#app/kernel/transaction'
import { areaLabel } from '#app/plant/index'
import type { HazardRow } from '#modules/hazards/rows'

/** What a notice about a hazard says: its number, kind and place in both languages. */
export async function noticeParams(tx: Tx, hazard: HazardRow): Promise<Record<string, string>> {
  const type = await tx.db.from('hazard_types').where('code', hazard.type_code).firstOrFail()
  const area = await areaLabel(hazard.area_code)
  return { code: hazard.code, type: type.name, type_en: type.name_en, area: area.name, area_en: area.nameEn }
}
