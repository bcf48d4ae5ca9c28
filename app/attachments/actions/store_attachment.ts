import { type Actor, recordAudit } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { attachmentOf, type Attachment, type AttachmentRow, type Position } from '#app/attachments/attachment'
import { cameraFacts } from '#app/attachments/camera_facts'
import { contentTypeOf, type ContentType } from '#app/attachments/content_type'
import { redraw } from '#app/attachments/photo'
import { pixelLimit, sizeLimits } from '#app/attachments/settings'
import { keep, sha256 } from '#app/attachments/storage'

const MB = 1_000_000
const HEAD_BYTES = 8_192

export interface Upload {
  content: Buffer
  name: string
  /** Where the device says it is. */
  position: (Position & { accuracyM: number | null }) | null
  by: Actor
}

/** Takes in one photo, video, voice note or document. The file is on the disk before the row that names it. */
export async function storeAttachment(upload: Upload): Promise<Result<Attachment, Reason[]>> {
  const type = contentTypeOf(upload.content.subarray(0, HEAD_BYTES))
  if (!type) return err([reason('attachments.unknown_type')])
  const limit = (await settingValue(sizeLimits))[type.kind]
  if (upload.content.length > limit * MB) return err([reason('attachments.too_large', { limit })])

  const prepared = type.kind === 'photo' ? await preparePhoto(upload.content) : { ...type, content: upload.content, ...NO_PHOTO }
  if (!prepared) return err([reason('attachments.unreadable_photo')])

  const path = await keep(prepared.content, prepared.extension)
  const row: AttachmentRow = {
    id: newId(),
    kind: prepared.kind,
    media_type: prepared.mediaType,
    size_bytes: prepared.content.length,
    sha256: sha256(prepared.content),
    received_sha256: sha256(upload.content),
    path,
    original_name: plainName(upload.name),
    width: prepared.width,
    height: prepared.height,
    camera_at: prepared.camera.at,
    camera_latitude: prepared.camera.position?.latitude ?? null,
    camera_longitude: prepared.camera.position?.longitude ?? null,
    latitude: upload.position?.latitude ?? null,
    longitude: upload.position?.longitude ?? null,
    accuracy_m: upload.position?.accuracyM ?? null,
    uploaded_by: upload.by.id,
    device: upload.by.device,
    uploaded_at: 0,
  }
  return transact(async (tx) => {
    const stored = { ...row, uploaded_at: tx.now }
    await tx.db.table('attachments').insert(stored)
    await recordAudit(tx, {
      by: upload.by,
      action: 'attachments.attachment_stored',
      subject: { type: 'attachment', id: row.id },
      details: { kind: row.kind, sha256: row.sha256, received_sha256: row.received_sha256, size_bytes: row.size_bytes },
    })
    return ok(attachmentOf(stored))
  })
}

const NO_PHOTO = { width: null, height: null, camera: { at: null, position: null } }

async function preparePhoto(content: Buffer) {
  const photo = await redraw(content, (await settingValue(pixelLimit)) * 1_000_000)
  if (!photo) return null
  const jpeg: ContentType = { kind: 'photo', mediaType: 'image/jpeg', extension: 'jpg' }
  return { ...jpeg, ...photo, camera: await cameraFacts(content) }
}

/** For people only: nothing is ever opened by this name. */
function plainName(name: string): string {
  return [...name].filter((sign) => sign >= ' ' && !'\\/:*?"<>|'.includes(sign)).join('').slice(0, 120) || 'attachment'
}
