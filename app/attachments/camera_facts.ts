import exifr from 'exifr'
import { DateTime } from 'luxon'
import env from '#start/env'
import type { Instant } from '#app/kernel/clock'
import type { Position } from '#app/attachments/attachment'

export interface CameraFacts {
  at: Instant | null
  position: Position | null
}

const LONGEST_READ_MS = 2_000

/** What the camera wrote into the photo about itself. A hint at best; whatever is unreadable there is nothing. */
export async function cameraFacts(content: Buffer): Promise<CameraFacts> {
  try {
    const read = exifr.parse(content, { tiff: true, exif: true, gps: true, xmp: false, icc: false, iptc: false, reviveValues: false })
    const tags = await Promise.race([read, new Promise<null>((resolve) => setTimeout(() => resolve(null), LONGEST_READ_MS).unref())])
    return { at: takenAt(tags), position: takenWhere(tags) }
  } catch {
    return { at: null, position: null }
  }
}

/** `2026:03:02 15:59:30` in the camera's zone, or the plant's where it names none. */
function takenAt(tags: any): Instant | null {
  const text = tags?.DateTimeOriginal ?? tags?.CreateDate
  if (typeof text !== 'string') return null
  const offset = typeof tags.OffsetTimeOriginal === 'string' ? `UTC${tags.OffsetTimeOriginal}` : null
  const zone = offset && DateTime.local({ zone: offset }).isValid ? offset : env.get('PLANT_TZ', 'Asia/Shanghai')
  const read = DateTime.fromFormat(text.trim(), 'yyyy:MM:dd HH:mm:ss', { zone })
  return read.isValid ? read.toMillis() : null
}

function takenWhere(tags: any): Position | null {
  const { latitude, longitude } = tags ?? {}
  const within = (value: unknown, limit: number) => typeof value === 'number' && Math.abs(value) <= limit
  return within(latitude, 90) && within(longitude, 180) ? { latitude, longitude } : null
}
