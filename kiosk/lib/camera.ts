/** Why there is no picture: said to the person as `screen.camera.<refusal>`. */
export type CameraRefusal = 'forbidden' | 'missing' | 'busy' | 'insecure'

const MAX_EDGE_PX = 2_000
const JPEG_QUALITY = 0.85

export async function openCamera(facing: 'environment' | 'user'): Promise<{ ok: true; stream: MediaStream } | { ok: false; refusal: CameraRefusal }> {
  // Browsers hand out the camera on https and localhost only.
  if (!navigator.mediaDevices) return { ok: false, refusal: 'insecure' }
  try {
    const video = { facingMode: facing, width: { ideal: 1920 }, height: { ideal: 1080 } }
    return { ok: true, stream: await navigator.mediaDevices.getUserMedia({ video, audio: false }) }
  } catch (error) {
    return { ok: false, refusal: refusalOf((error as DOMException).name) }
  }
}

function refusalOf(name: string): CameraRefusal {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'forbidden'
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return 'missing'
  return 'busy'
}

/** One frame as JPEG; null while the camera has not delivered its first. */
export function grabFrame(video: HTMLVideoElement): Promise<Blob | null> {
  const { videoWidth: width, videoHeight: height } = video
  if (width === 0) return Promise.resolve(null)
  const scale = Math.min(1, MAX_EDGE_PX / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  canvas.getContext('2d')!.drawImage(video, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', JPEG_QUALITY))
}
