import type { HazardRow } from '#modules/hazards/rows'

/** A hazard as other rooms hear of it. */
export const factOf = (row: HazardRow, at: number) => ({
  hazardId: row.id,
  code: row.code,
  class: row.class,
  areaCode: row.area_code,
  equipmentCode: row.equipment_code,
  typeCode: row.type_code,
  level: row.level,
  at,
})
