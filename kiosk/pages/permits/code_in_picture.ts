import { BarcodeDetector } from 'barcode-detector/ponyfill'
import '#kiosk/lib/qr'

/** The first code in a picture: for kiosks and browsers without a camera. Null when there is none. */
export async function codeInPicture(picture: Blob): Promise<string | null> {
  const codes = await new BarcodeDetector({ formats: ['qr_code'] }).detect(picture)
  return codes.find(({ rawValue }) => rawValue !== '')?.rawValue ?? null
}
