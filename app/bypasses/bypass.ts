import type { Reason } from '#app/kernel/reason'
import type { SettingDefinition } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'

/** One safeguard that is set aside now: who answers for it, why, what protects people meanwhile, and until when. */
export interface Bypass {
  id: string
  /** Its name is the message `bypasses.kinds.<kind>`. */
  kind: string
  subject: { code: string; name: string; nameEn: string }
  areaCode: string | null
  value: number | null
  owner: string
  ownerEn: string | null
  reason: string
  /** Null where nobody had to name one. */
  measure: string | null
  since: number
  /** Null: without an end of its own. */
  until: number | null
  /** Its effect is over, but nobody has confirmed that all is as it should be again. */
  toRestore: boolean
  /** The page where it is dealt with, where that is not the ledger. */
  link: string | null
  /** Opened and ended in the ledger itself. */
  ours: boolean
}

export interface BypassSubject {
  code: string
  name: string
  nameEn: string
  areaCode: string | null
}

/** A safeguard that can be set aside through the ledger. The room that owns it brings the effect about. */
export interface BypassKind {
  kind: string
  /** Longest time at once. */
  longest: SettingDefinition<number>
  /** Whether a value stands in for a measured one. */
  takesValue: boolean
  subjects(): Promise<BypassSubject[]>
  /** Everything that speaks against it now. */
  against(subject: BypassSubject, value: number | null, tx: Tx): Promise<Reason[]>
}

export interface BypassRow {
  id: string
  kind: string
  subject_code: string
  subject_name: string
  subject_name_en: string
  area_code: string | null
  value: number | null
  owner_id: string
  owner_name: string
  reason: string
  measure: string
  since: number
  until: number
  ended_at: number | null
  end_cause: 'by_time' | 'by_person' | 'overruled' | null
  restored_at: number | null
  restored_by_name: string | null
}

type Source = () => Promise<Bypass[]>

const kinds = new Map<string, BypassKind>()
const sources = new Map<string, Source>()

/** A room declares here what of its own can be set aside. */
export function registerBypassKind(kind: BypassKind): void {
  kinds.set(kind.kind, kind)
}

/** A room that sets things aside by its own means (a shelf, a waiver) lists here what stands. Read-only and quick. */
export function registerBypassSource(name: string, source: Source): void {
  sources.set(name, source)
}

export const bypassKind = (kind: string): BypassKind | null => kinds.get(kind) ?? null
export const bypassKinds = (): BypassKind[] => [...kinds.values()]
export const bypassSources = (): Source[] => [...sources.values()]
