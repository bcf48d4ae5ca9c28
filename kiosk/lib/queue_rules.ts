import type { Answer, Failure } from '#kiosk/lib/api'

/** What a device keeps at most; what is more is not taken, and the form that holds it says so. */
export const MAX_ITEMS = 20
export const MAX_BYTES = 50 * 1024 * 1024
/** The server knows a key for 24 hours: an hour before that ends, repeating alone is no longer sure to be harmless. */
export const REPEAT_MS = 23 * 3_600_000

export interface KeptFile {
  /** The key it is uploaded with, each time. */
  key: string
  content: Blob
  /** The server's name for it, once it has it. */
  id: string | null
}

/** A write that the server has not confirmed. It goes out each time with the same keys, so that it is done once. */
export interface KeptItem {
  id: string
  key: string
  path: string
  body: Record<string, unknown>
  files: KeptFile[]
  /** Where the ids of the files go in the body. */
  filesField: string
  /** In whose name it is sent: only to this sender the server answers a repeated key with what it did the first time. */
  sender: { kind: 'person' | 'device'; id: string; name: string; nameEn: string | null }
  /** Who may throw it away besides its sender. */
  overseers: string
  title: { name: string; nameEn: string | null }
  place: { name: string; nameEn: string | null } | null
  madeAt: number
  /** The page that takes it up again for a change, and what was entered there. */
  editAt: string
  form: unknown
  /** Since when the server may have it without our knowing. */
  maybeSince: number | null
  /** What came instead of a confirmation, the last time. */
  failure: Failure | null
  refused: boolean
}

export interface AtTheScreen {
  personId: string | null
  deviceCode: string | null
}

export type Standing = 'ready' | 'refused' | 'sender_away' | 'too_old'

/** Nobody was reached, or only the gatekeeper of a server that is away: whether anything was done is not known. */
export const isUnreached = (failure: Failure): boolean => failure.status === 0 || [502, 503, 504].includes(failure.status)

/** Not the server's last word: it was busy, still at it, broken, or did not know the sender any more. */
const isPassing = (failure: Failure): boolean =>
  isUnreached(failure) || failure.status >= 500 || [401, 408, 425, 429].includes(failure.status) || failure.details.some(({ code }) => code === 'identity.request_under_way')

/** Before each try: from now on the server may have it, unless this device has no network at all. */
export const begun = <T extends KeptItem>(item: T, at: number, connected: boolean): T => ({ ...item, maybeSince: item.maybeSince ?? (connected ? at : null) })

/** After each try: null only on the server's word that it has it. */
export function settled<T extends KeptItem>(item: T, answer: Answer<unknown>): T | null {
  if (answer.ok) return null
  if (isPassing(answer.failure)) return { ...item, failure: answer.failure, refused: false }
  // What was sent before without an answer may have arrived all the same: its age goes on counting.
  return { ...item, failure: answer.failure, refused: true }
}

const isTooOld = ({ maybeSince }: KeptItem, at: number): boolean => maybeSince !== null && at - maybeSince > REPEAT_MS

/** A person has looked at it and sends it once more; of what is too old that person has seen that the server does not have it. */
export const released = <T extends KeptItem>(item: T, at: number): T => ({ ...item, refused: false, maybeSince: isTooOld(item, at) ? null : item.maybeSince })

export const isSender = ({ sender }: KeptItem, here: AtTheScreen): boolean => sender.id === (sender.kind === 'person' ? here.personId : here.deviceCode)

/** Whether it may be sent now, without anybody's doing. */
export function standing(item: KeptItem, here: AtTheScreen, at: number): Standing {
  if (item.refused) return 'refused'
  if (isTooOld(item, at)) return 'too_old'
  return isSender(item, here) ? 'ready' : 'sender_away'
}

/** Whether one more finds its place; one that replaces another counts instead of it. */
export function fits(kept: readonly KeptItem[], next: KeptItem): boolean {
  const others = kept.filter(({ id }) => id !== next.id)
  return others.length < MAX_ITEMS && [...others, next].reduce((sum, item) => sum + bytesOf(item), 0) <= MAX_BYTES
}

const bytesOf = (item: KeptItem): number => item.files.reduce((sum, { content }) => sum + content.size, 0)
