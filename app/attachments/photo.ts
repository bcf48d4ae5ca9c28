import sharp from 'sharp'

export interface Photo {
  content: Buffer
  width: number
  height: number
}

const LONGEST_EDGE = 2560
const QUALITY = 84

/**
 * Draws the photo anew as JPEG: upright, bounded, and without whatever else its file carried. Null where it can't be
 * decoded whole, or would unpack to more than `limitPixels`.
 */
export async function redraw(content: Buffer, limitPixels: number): Promise<Photo | null> {
  try {
    const drawn = await sharp(content, { limitInputPixels: limitPixels, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: LONGEST_EDGE, height: LONGEST_EDGE, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY, mozjpeg: false })
      .toBuffer({ resolveWithObject: true })
    return { content: drawn.data, width: drawn.info.width, height: drawn.info.height }
  } catch {
    return null
  }
}
