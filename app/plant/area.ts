/** A place on the plant's map: the site, a workshop in it, or an area in a workshop. */
export interface Area {
  code: string
  parentCode: string | null
  kind: 'site' | 'workshop' | 'area'
  name: string
  nameEn: string
  /** `1`, `2` or `3`; null where no gas is to be expected. */
  gasClass: string | null
  /** Corners in plan coordinates: 0 to 1000 across, 0 to 560 down. */
  outline: [number, number][] | null
  /** Code of the account that answers for it. */
  responsibleCode: string | null
  active: boolean
}

export interface Equipment {
  code: string
  areaCode: string
  kind: string
  name: string
  nameEn: string
  active: boolean
}

export interface Shift {
  code: string
  name: string
  nameEn: string
  /** Minutes after midnight, plant time. An end before the start is on the next day. */
  startMinute: number
  endMinute: number
}

/** Its names in both languages, for messages and screens. */
export interface AreaLabel {
  name: string
  nameEn: string
}
