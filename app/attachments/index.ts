export type { Attachment, AttachmentKind } from '#app/attachments/attachment'
export { findAttachment, findAttachments, requireFresh } from '#app/attachments/queries/find_attachment'
export { storeAttachment, type Upload } from '#app/attachments/actions/store_attachment'
