export const CHECK_KINDS = ['calibration', 'bump_test'] as const
export type CheckKind = (typeof CHECK_KINDS)[number]

/** `never`: none on record. The last two mean that what the detector says is not to be trusted. */
export type CheckState = 'good' | 'soon' | 'never' | 'overdue' | 'failed'

/** What a bottle for calibration or a bump test holds. Nitrogen and air set the zero; methane, propane and isobutane stand for any burning gas. */
export const TEST_GASES = ['co', 'h2s', 'o2', 'ch4', 'h2', 'c3h8', 'c4h10', 'n2', 'air'] as const
export type TestGas = (typeof TEST_GASES)[number]

/** A check that a detector needs, as a list shows it. */
export interface DueCheck {
  point: string
  name: string
  name_en: string
  area: string
  area_name: string
  area_name_en: string
  point_kind: string
  unit: string
  kind: CheckKind
  /** Of the last that passed. */
  last_at: number | null
  due_at: number | null
  due: boolean
  state: CheckState
}

/** One check that was made; its figures are in the unit of the point. */
export interface PastCheck {
  id: string
  kind: CheckKind
  passed: boolean
  at: number
  gas: TestGas | null
  concentration: number | null
  before: number | null
  after: number | null
  note: string | null
  by_name: string
  by_name_en: string
}
