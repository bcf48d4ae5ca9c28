import type { Instant } from '#app/kernel/clock'
import { reason, type Reason } from '#app/kernel/reason'
import type { Attachment } from '#app/attachments/attachment'

export interface FreshnessNeeds {
  withinMin: number
  now: Instant
  /** Whether a camera's own clock may speak against the photo. */
  cameraTimeCounts: boolean
  /** The account that must have taken it, where that matters. */
  by?: string | null
}

const MIN_MS = 60_000
const minutes = (ms: number): number => Math.floor(ms / MIN_MS)

/** Why this is no photo of now; nothing when it is one. Pure. */
export function staleness(attachment: Attachment | null, needs: FreshnessNeeds): Reason[] {
  if (!attachment) return [reason('attachments.no_such_attachment')]
  const reasons: Reason[] = []
  if (attachment.kind !== 'photo') reasons.push(reason('attachments.not_a_photo'))
  const age = needs.now - attachment.uploadedAt
  if (age > needs.withinMin * MIN_MS)
    reasons.push(reason('attachments.photo_too_old', { minutes: minutes(age), limit: needs.withinMin }))
  const shown = attachment.cameraAt === null ? 0 : attachment.uploadedAt - attachment.cameraAt
  if (needs.cameraTimeCounts && shown > needs.withinMin * MIN_MS)
    reasons.push(reason('attachments.photo_taken_earlier', { minutes: minutes(shown), limit: needs.withinMin }))
  if (needs.by && attachment.uploadedBy !== needs.by) reasons.push(reason('attachments.photo_of_another'))
  return reasons
}
