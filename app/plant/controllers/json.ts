import type { Area, Equipment } from '#app/plant/area'

export const areaJson = (area: Area) => ({
  code: area.code,
  parent: area.parentCode,
  kind: area.kind,
  name: area.name,
  name_en: area.nameEn,
  gas_class: area.gasClass,
  outline: area.outline,
  responsible: area.responsibleCode,
  active: area.active,
})

export const equipmentJson = (equipment: Equipment) => ({
  code: equipment.code,
  area: equipment.areaCode,
  kind: equipment.kind,
  name: equipment.name,
  name_en: equipment.nameEn,
  active: equipment.active,
})
