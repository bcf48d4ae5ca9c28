import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

// The reader's WebAssembly comes from this server: a plant's network has no way out to a CDN.
prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) } })

const EVERY_MS = 200

/** Looks for a QR code in the picture five times a second; the first one found ends the search. */
export function watchForCode(video: HTMLVideoElement, found: (code: string) => void, failed: () => void): () => void {
  const detector = new BarcodeDetector({ formats: ['qr_code', 'code_128', 'data_matrix'] })
  let stopped = false
  let timer: ReturnType<typeof setTimeout>

  async function look(): Promise<void> {
    try {
      const codes = video.readyState >= 2 ? await detector.detect(video) : []
      if (stopped) return
      const code = codes.find((one) => one.rawValue !== '')
      if (code) return found(code.rawValue)
      timer = setTimeout(look, EVERY_MS)
    } catch {
      if (!stopped) failed()
    }
  }
  void look()
  return () => {
    stopped = true
    clearTimeout(timer)
  }
}
