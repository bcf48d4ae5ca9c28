import { readFile } from 'node:fs/promises'
import type { HttpContext } from '@adonisjs/core/http'
import vine from '@vinejs/vine'
import { actorOf } from '#app/identity/index'
import { refuse } from '#app/kernel/http/refuse'
import { reason } from '#app/kernel/reason'
import { storeAttachment } from '#app/attachments/actions/store_attachment'
import type { Attachment } from '#app/attachments/attachment'
import { findAttachment } from '#app/attachments/queries/find_attachment'
import { fetchKept } from '#app/attachments/storage'

/** Beside the part `file` of the multipart body. */
const uploadValidator = vine.create({
  latitude: vine.number().range([-90, 90]).optional(),
  longitude: vine.number().range([-180, 180]).optional(),
  accuracy_m: vine.number().range([0, 100_000]).optional(),
})

export default class AttachmentsController {
  static input = { store: { body: uploadValidator } }

  async store(ctx: HttpContext) {
    const { latitude, longitude, accuracy_m } = await ctx.request.validateUsing(uploadValidator)
    const file = ctx.request.file('file')
    if (!file?.tmpPath) return refuse(ctx, 422, 'E_INVALID', [reason('attachments.nothing_sent')])
    const position =
      latitude === undefined || longitude === undefined ? null : { latitude, longitude, accuracyM: accuracy_m ?? null }
    const stored = await storeAttachment({ content: await readFile(file.tmpPath), name: file.clientName, position, by: actorOf(ctx) })
    if (!stored.ok) return refuse(ctx, 422, 'E_INVALID', stored.error)
    ctx.response.status(201)
    return { data: present(stored.value) }
  }

  async show(ctx: HttpContext) {
    const attachment = await findAttachment(ctx.params.id)
    if (!attachment) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('attachments.no_such_attachment')])
    return { data: present(attachment) }
  }

  /** The bytes as they were stored, checked against their hash: what was altered on the disk is not shown as evidence. */
  async content(ctx: HttpContext) {
    const attachment = await findAttachment(ctx.params.id)
    if (!attachment) return refuse(ctx, 404, 'E_NOT_FOUND', [reason('attachments.no_such_attachment')])
    const content = await fetchKept(attachment.path, attachment.sha256)
    if (!content) return refuse(ctx, 410, 'E_NOT_FOUND', [reason('attachments.damaged')])
    ctx.response
      .header('content-type', attachment.mediaType)
      .header('x-content-type-options', 'nosniff')
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', attachment.kind === 'document' ? 'attachment' : 'inline')
      .header('cache-control', 'private, max-age=31536000, immutable')
      .header('etag', `"${attachment.sha256}"`)
      .send(content)
  }
}

function present(attachment: Attachment) {
  return {
    id: attachment.id,
    kind: attachment.kind,
    media_type: attachment.mediaType,
    size_bytes: attachment.sizeBytes,
    sha256: attachment.sha256,
    name: attachment.originalName,
    width: attachment.width,
    height: attachment.height,
    camera_at: attachment.cameraAt,
    position: attachment.position && {
      latitude: attachment.position.latitude,
      longitude: attachment.position.longitude,
      accuracy_m: attachment.position.accuracyM,
    },
    uploaded_by: attachment.uploadedBy,
    device: attachment.device,
    uploaded_at: attachment.uploadedAt,
  }
}
