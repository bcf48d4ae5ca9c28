import db from '@adonisjs/lucid/services/db'
import { clock, type Instant } from '#app/kernel/clock'
import type { Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { attachmentOf, type Attachment, type AttachmentRow } from '#app/attachments/attachment'
import { staleness } from '#app/attachments/freshness'
import { cameraTimeCounts } from '#app/attachments/settings'

/** The attachment; null when there is none. */
export async function findAttachment(id: string): Promise<Attachment | null> {
  const row: AttachmentRow | null = await db.from('attachments').where('id', id).first()
  return row ? attachmentOf(row) : null
}

/** Those of the ids that exist, in no particular order. */
export async function findAttachments(ids: string[]): Promise<Attachment[]> {
  if (ids.length === 0) return []
  const rows: AttachmentRow[] = await db.from('attachments').whereIn('id', ids)
  return rows.map(attachmentOf)
}

/** Every reason why `id` is no photo of the last `withinMin` minutes by the server's clock; none: it is one. */
export async function requireFresh(
  id: string,
  needs: { withinMin: number; by?: string | null; now?: Instant }
): Promise<Reason[]> {
  const counts = await settingValue(cameraTimeCounts)
  return staleness(await findAttachment(id), { ...needs, now: needs.now ?? clock.now(), cameraTimeCounts: counts })
}
