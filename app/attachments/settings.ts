import { defineSetting } from '#app/kernel/settings'
import type { AttachmentKind } from '#app/attachments/attachment'

/** The request's own bound (`config/bodyparser.ts`) lies above all of them. */
export const sizeLimits = defineSetting<Record<AttachmentKind, number>>({
  key: 'attachments.size_limit_mb',
  default: { photo: 15, video: 50, audio: 10, document: 20 },
  unit: 'MB',
  source: 'Own estimate: a phone photo has 3 to 8 MB, half a minute of video 40 MB',
  refuse: (value) =>
    (['photo', 'video', 'audio', 'document'] as const).every((kind) => value[kind] >= 1 && value[kind] <= 55)
      ? null
      : 'Each kind has a limit from 1 to 55 MB.',
})

export const pixelLimit = defineSetting<number>({
  key: 'attachments.pixel_limit_mp',
  default: 60,
  unit: 'MP',
  source: 'Own estimate: phone cameras have up to 50 megapixels; a small file that unpacks to more is an attack',
  refuse: (value) => (value >= 4 && value <= 200 ? null : 'From 4 to 200 megapixels.'),
})

export const cameraTimeCounts = defineSetting<boolean>({
  key: 'attachments.camera_time_counts',
  default: true,
  source: 'Plant policy: a photo that says itself that it is old is no proof of now; off where phone clocks are wrong',
})
