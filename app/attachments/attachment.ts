import type { Instant } from '#app/kernel/clock'

export type AttachmentKind = 'photo' | 'video' | 'audio' | 'document'

export interface Position {
  latitude: number
  longitude: number
}

export interface Attachment {
  id: string
  kind: AttachmentKind
  mediaType: string
  sizeBytes: number
  /** SHA-256 of the stored file. */
  sha256: string
  originalName: string
  width: number | null
  height: number | null
  cameraAt: Instant | null
  cameraPosition: Position | null
  position: (Position & { accuracyM: number | null }) | null
  uploadedBy: string | null
  device: string | null
  uploadedAt: Instant
  /** Below the folder of attachments; leaves the room never. */
  path: string
}

export interface AttachmentRow {
  id: string
  kind: AttachmentKind
  media_type: string
  size_bytes: number
  sha256: string
  received_sha256: string
  path: string
  original_name: string
  width: number | null
  height: number | null
  camera_at: number | null
  camera_latitude: number | null
  camera_longitude: number | null
  latitude: number | null
  longitude: number | null
  accuracy_m: number | null
  uploaded_by: string | null
  device: string | null
  uploaded_at: number
}

const place = (latitude: number | null, longitude: number | null): Position | null =>
  latitude === null || longitude === null ? null : { latitude, longitude }

export function attachmentOf(row: AttachmentRow): Attachment {
  const position = place(row.latitude, row.longitude)
  return {
    id: row.id,
    kind: row.kind,
    mediaType: row.media_type,
    sizeBytes: Number(row.size_bytes),
    sha256: row.sha256,
    originalName: row.original_name,
    width: row.width,
    height: row.height,
    cameraAt: row.camera_at === null ? null : Number(row.camera_at),
    cameraPosition: place(row.camera_latitude, row.camera_longitude),
    position: position && { ...position, accuracyM: row.accuracy_m },
    uploadedBy: row.uploaded_by,
    device: row.device,
    uploadedAt: Number(row.uploaded_at),
    path: row.path,
  }
}
