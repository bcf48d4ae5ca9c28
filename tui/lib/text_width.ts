import unicode from 'blessed/lib/unicode.js'

/** Escape sequences and direction marks in a person's note must not steer the terminal of who reads it. */
const UNSAFE = /[\p{Cc}\p{Cf}\uFE00-\uFE0F]/gu
/** Terminals disagree on how wide these are; a frame must not depend on it. */
const PICTURES = /\p{Emoji_Presentation}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu

/** JSON in which nothing can be hidden that `clean` would take out: looked at as a whole, which is ten times faster. */
const SUSPICIOUS =
  /\\[ubfnrt]|[\p{Cf}\p{Zl}\p{Zp}\uFE00-\uFE0F\u007F-\u009F\p{Emoji_Presentation}\p{Emoji_Modifier}\p{Regional_Indicator}]/u

export const looksClean = (json: string): boolean => !SUSPICIOUS.test(json)

export const clean = (text: string): string => text.replace(/\s+/gu, ' ').replace(UNSAFE, '').replace(PICTURES, '□')

/** Cells of the terminal: a Chinese character takes two. */
export const widthOf = (text: string): number => unicode.strWidth(text)

const letters = new Intl.Segmenter('zh', { granularity: 'grapheme' })

export function* lettersOf(text: string): Generator<string> {
  for (const { segment } of letters.segment(text)) yield segment
}

/** At most `width` cells; what does not fit ends in an ellipsis, so that nobody takes a half for the whole. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width <= 0) return ''
  let kept = ''
  let used = 0
  for (const letter of lettersOf(text)) {
    const cells = widthOf(letter)
    if (used + cells > width - 1) break
    kept += letter
    used += cells
  }
  return `${kept}…`
}

/** Like `cut`, from the other side. */
export function keepEnd(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  const kept = [...lettersOf(text)]
  while (kept.length > 0 && widthOf(kept.join('')) > width - 1) kept.shift()
  return width <= 0 ? '' : `…${kept.join('')}`
}

/** Cut in the middle: names that begin alike differ at their end. */
export function cutMiddle(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  if (width < 3) return cut(text, width)
  const end = keepEnd(text, Math.ceil(width / 2)).slice(1)
  return `${cut(text, width - widthOf(end))}${end}`
}

/** Exactly `width` cells. */
export function fit(text: string, width: number, align: 'left' | 'right' = 'left', shorten = cut): string {
  const short = shorten(text, width)
  const padding = ' '.repeat(Math.max(0, width - widthOf(short)))
  return align === 'right' ? padding + short : short + padding
}

/** Words of an alphabet, or one Chinese letter or mark. */
const WORDS = /[[\p{L}\p{N}\p{P}]--[\p{sc=Han}，。；：、！？（）「」…]]+|\s|[^\s]/gv

/** Lines of at most `width` cells; Chinese breaks anywhere, words of an alphabet stay whole when they can. */
export function wrap(text: string, width: number): string[] {
  if (width < 2) return []
  const lines: string[] = []
  let line = ''
  for (const [piece] of text.matchAll(WORDS)) {
    let rest = piece
    if (widthOf(line) + widthOf(rest) > width && line !== '') {
      lines.push(line.trimEnd())
      line = ''
    }
    while (widthOf(rest) > width) {
      const part = cut(rest, width + 1).slice(0, -1) || [...lettersOf(rest)][0]!
      lines.push(part)
      rest = rest.slice(part.length)
    }
    if (line !== '' || rest.trim() !== '') line += rest
  }
  if (line.trim() !== '') lines.push(line.trimEnd())
  return lines
}
