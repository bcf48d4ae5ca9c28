import type { Instant } from '#app/kernel/clock'
import type { Reason } from '#app/kernel/reason'
import type { CoNow } from '#modules/personnel/stay/permitted'
import type { PlantDay } from '#modules/personnel/validity'

export type Direction = 'in' | 'out'
export type Decision = 'grant' | 'deny'
export type AreaState = 'normal' | 'restricted' | 'closed'

/** A reason with the instant from which it holds, null where there is none. */
export interface Because extends Reason {
  since: Instant | null
}

export interface Blacklisting {
  on: PlantDay
  cause: string
}

export interface CompanyFacts {
  code: string
  name: string
  nameEn: string
  contractFrom: PlantDay
  contractTo: PlantDay
  blacklisted: Blacklisting | null
  contact: string | null
}

export interface TrainingFacts {
  course: string
  score: number
  passMark: number
  takenOn: PlantDay
  validTo: PlantDay
}

export interface CertificateFacts {
  type: string
  number: string
  validFrom: PlantDay
  validTo: PlantDay
  reviewDueOn: PlantDay | null
  revokedAt: Instant | null
}

export interface PersonFacts {
  accountId: string
  code: string
  badge: string | null
  name: string
  nameEn: string | null
  locale: string
  phone: string | null
  active: boolean
  kind: 'employee' | 'contractor'
  post: string | null
  areaCode: string | null
  supervisorCode: string | null
  photoId: string | null
  medicalValidTo: PlantDay | null
  blacklisted: Blacklisting | null
  company: CompanyFacts | null
  roles: { code: string; areaCode: string | null }[]
  trainings: TrainingFacts[]
  certificates: CertificateFacts[]
}

/** When and where a course can be taken again, each week. */
export interface CourseSession {
  /** 1 Monday to 7 Sunday. */
  weekdays: number[]
  /** `14:00`, plant time. */
  time: string
  place: string
  place_en: string
  contact: string
}

export interface CourseFacts {
  code: string
  name: string
  nameEn: string
  session: CourseSession | null
}

export interface CertificateTypeFacts {
  code: string
  name: string
  nameEn: string
  contact: string | null
}

export interface RequirementFacts {
  courses: string[]
  /** Each group: one of these is enough. */
  certificates: string[][]
  /** One of these is enough; none listed: any role. */
  roles: string[]
  authorisedRoles: string[]
  medical: boolean
  permit: 'none' | 'contractors' | 'everyone'
}

export interface RestrictionFacts {
  level: 'restricted' | 'closed'
  causeType: string
  causeId: string
  since: Instant
  detail: Record<string, string | number>
}

/** What decides about entering an area where gas is to be expected. */
export interface GasFacts {
  co: CoNow
  /** Above it, mg/m3, nobody goes in without breathing apparatus. */
  ceilingMg: number
  /** Until when the person stays out after the last stay. */
  pauseUntil: Instant | null
}

export interface AreaFacts {
  code: string
  name: string
  nameEn: string
  /** Its own code and those of all that it lies in: a role held in the workshop is held in its areas. */
  within: string[]
  /** Null where no gas is to be expected. */
  gasClass: string | null
  restrictions: RestrictionFacts[]
}

export interface GateFacts {
  code: string
  areaCode: string
  name: string
  nameEn: string
  direction: 'in' | 'out' | 'both'
  mode: 'fail_secure' | 'fail_safe'
  doorOutput: string | null
}

/** Names and ways out that the reasons need. */
export interface Catalogue {
  courses: ReadonlyMap<string, CourseFacts>
  certificateTypes: ReadonlyMap<string, CertificateTypeFacts>
}

/** Everything that a decision is taken on. */
export interface AccessFacts {
  direction: Direction
  /** False while the records can't be read: then nothing is known about anybody. */
  recordsAvailable: boolean
  gate: GateFacts | null
  area: AreaFacts | null
  /** Null: nobody holds this badge. */
  person: PersonFacts | null
  /** Of the area and of all that it lies in. */
  requirements: RequirementFacts[]
  /** Whether there is a permit in force for the person in the area; null: nobody can tell. */
  permit: boolean | null
  /** Null where no gas is to be expected, and for those who leave. */
  gas: GasFacts | null
  catalogue: Catalogue
  zone: string
}
