import { cut, fit, widthOf, wrap } from '#tui/lib/text_width'
import type { Tone } from '#tui/lib/tones'

/** A piece of one line in one colour. */
export interface Span {
  text: string
  tone?: Tone
  bold?: boolean
}

export type Line = Span[]

export const span = (text: string, tone?: Tone, bold?: boolean): Span => ({
  text,
  ...(tone ? { tone } : {}),
  ...(bold ? { bold } : {}),
})

export const plainText = (line: Line): string => line.map((part) => part.text).join('')
export const lineWidth = (line: Line): number => line.reduce((sum, part) => sum + widthOf(part.text), 0)

/** Exactly `width` cells, whatever came in: the frame's edges depend on it. */
export function fitLine(line: Line, width: number): Line {
  const fitted: Line = []
  let left = width
  for (const part of line) {
    if (left <= 0) break
    const text = cut(part.text, left)
    left -= widthOf(text)
    fitted.push({ ...part, text })
    if (text !== part.text) break
  }
  if (left > 0) fitted.push({ text: ' '.repeat(left) })
  return fitted
}

/** What belongs together at both ends; the left side gives way when there is no room for both. */
export function spread(left: Line, right: Line, width: number): Line {
  const rightWidth = lineWidth(right)
  if (rightWidth >= width) return fitLine(right, width)
  return [...fitLine(left, width - rightWidth), ...right]
}

/** Exactly `height` lines of exactly `width` cells. */
export function fitBlock(lines: Line[], width: number, height: number): Line[] {
  const block = lines.slice(0, height).map((line) => fitLine(line, width))
  while (block.length < height) block.push([{ text: ' '.repeat(width) }])
  return block
}

/** `label  value`, the value continued below itself when it is long. */
export function fact(label: string, value: Span, labelWidth: number, width: number): Line[] {
  const [first = '', ...more] = wrap(value.text, Math.max(2, width - labelWidth))
  return [
    [span(fit(label, labelWidth), 'quiet'), { ...value, text: first }],
    ...more.map((text): Line => [span(' '.repeat(labelWidth)), { ...value, text }]),
  ]
}

/** A paragraph that belongs to what is above it. */
export const indented = (text: string, width: number, tone?: Tone): Line[] => wrap(text, width - 2).map((part) => [span('  '), span(part, tone)])

export const paragraph = (text: string, width: number, tone?: Tone): Line[] =>
  wrap(text, width).map((part) => [span(part, tone)])
