import sharp from 'sharp'

let shade = 0

/** A small photo, each one different; with `takenAt` its camera says when it was taken. */
export async function photo(options: { takenAt?: string } = {}): Promise<Buffer> {
  shade = (shade + 37) % 256
  const image = sharp({ create: { width: 320, height: 240, channels: 3, background: { r: shade, g: 120, b: 255 - shade } } })
  const tagged = options.takenAt ? image.withExif({ IFD2: { DateTimeOriginal: options.takenAt } }) : image
  return tagged.jpeg().toBuffer()
}
