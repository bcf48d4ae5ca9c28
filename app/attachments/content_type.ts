import type { AttachmentKind } from '#app/attachments/attachment'

export interface ContentType {
  kind: AttachmentKind
  mediaType: string
  extension: string
}

const type = (kind: AttachmentKind, mediaType: string, extension: string): ContentType => ({ kind, mediaType, extension })

const MP4_AUDIO = new Set(['M4A ', 'M4B '])
const MP4_VIDEO = new Set(['isom', 'iso2', 'iso4', 'iso5', 'iso6', 'mp41', 'mp42', 'avc1', 'M4V ', 'qt  ', '3gp4', '3gp5'])

/**
 * What the bytes are, whatever the name says; null for what is not taken. HEIC is not: no browser shows it, and phones
 * hand out JPEG when they are asked for a photo.
 */
export function contentTypeOf(head: Buffer): ContentType | null {
  const text = (from: number, to: number) => head.toString('latin1', from, to)
  if (head.length < 12) return null
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return type('photo', 'image/jpeg', 'jpg')
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return type('photo', 'image/png', 'png')
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return type('photo', 'image/webp', 'webp')
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return type('audio', 'audio/wav', 'wav')
  if (text(0, 5) === '%PDF-') return type('document', 'application/pdf', 'pdf')
  if (text(0, 4) === 'OggS') return type('audio', 'audio/ogg', 'ogg')
  if (text(0, 3) === 'ID3' || (head[0] === 0xff && (head[1]! & 0xe6) === 0xe2)) return type('audio', 'audio/mpeg', 'mp3')
  if (text(4, 8) === 'ftyp') {
    const brand = text(8, 12)
    if (MP4_AUDIO.has(brand)) return type('audio', 'audio/mp4', 'm4a')
    return MP4_VIDEO.has(brand) ? type('video', 'video/mp4', 'mp4') : null
  }
  if (head.readUInt32BE(0) === 0x1a45dfa3) return matroska(head)
  return null
}

/** A browser's recorder writes WebM for both; the codec in the track list says which it is. */
function matroska(head: Buffer): ContentType | null {
  if (!head.includes('webm')) return null
  return head.includes('V_VP') || head.includes('V_AV1') || head.includes('V_MPEG4')
    ? type('video', 'video/webm', 'webm')
    : type('audio', 'audio/webm', 'weba')
}
