import type { Instant } from '#app/kernel/clock'
import type { Reason } from '#app/kernel/reason'
import type { PinnedLevel } from '#modules/permits/level'
import type { PermitFile } from '#modules/permits/permit_file'
import type { BlockRow, PermitState } from '#modules/permits/rows'

export type PermitCommand =
  | 'submit'
  | 'assign_guardian'
  | 'accept'
  | 'decline'
  | 'approve'
  | 'issue'
  | 'reject'
  | 'withdraw'
  | 'cancel'
  | 'start'
  | 'suspend'
  | 'resume'
  | 'finish'
  | 'close'
  | 'expire'

export type Names = { name: string; name_en: string }

/** What somebody gave along with a command. Null in the facts: nobody commands, a screen only asks what is possible. */
export interface CommandInput {
  comment?: string | null
  /** What was scanned from the permit. */
  token?: string | null
  /** What was scanned from the sign at the place. */
  place?: string | null
  /** Ids of the checks that were ticked. */
  checks?: string[]
  /** Account id of another guardian. */
  guardianId?: string | null
  dutiesVersion?: string | null
  /** Of the content the signer saw. */
  contentHash?: string | null
}

export interface WorkerFacts extends Names {
  accountId: string
  trade: string
  /** Why the person is not qualified for the window. */
  unmet: Reason[]
}

export interface GuardianFacts extends Names {
  accountId: string
  unmet: Reason[]
  isGuardian: boolean
  declined: boolean
  /** Another permit, in another area, that keeps the same person at the same time. */
  elsewhere: { code: string; area: string; area_en: string } | null
  /** The gates say where the person is; null where the area has none. */
  inside: boolean | null
}

export interface CallerFacts {
  /** Null for the system and for devices on their own. */
  accountId: string | null
  system: boolean
  permissions: ReadonlySet<string>
  /** Whether the role of the approval that is due is held, in this area or above it. */
  holdsNextRole: boolean
}

/** Everything the guards look at. Plain data: the same facts always give the same decision. */
export interface PermitFacts extends PermitFile {
  now: Instant
  state: PermitState
  caller: CallerFacts
  workerFacts: WorkerFacts[]
  guardian: GuardianFacts | null
  area: { known: boolean; required: PinnedLevel | null } & Names
  levelInUse: boolean
  blocks: BlockRow[]
  limits: { gasTestValidMin: number; applyAheadDays: number; applicantMayWork: boolean }
  /** Hash of what is signed. */
  contentHash: string
  input: CommandInput | null
  /** What speaks against the PIN that was given; empty when it is right or nobody commands. */
  pin: Reason[]
  /** What speaks against the scanned permit. */
  token: Reason[]
  /** How it was proved that the caller is at the place; null: not at all. */
  placeProof: string | null
}
