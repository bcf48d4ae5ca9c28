import type { Line, Span } from '#tui/lib/line'
import { PAINTS } from '#tui/lib/tones'

/** Braces are blessed's own language: those of a name must not be read as orders. */
const escaped = (text: string): string => text.replace(/[{}]/g, (brace) => (brace === '{' ? '{open}' : '{close}'))

function tagged(part: Span, colour: boolean): string {
  const paint = colour && part.tone ? PAINTS[part.tone] : null
  const open = [
    ...(paint?.background ? [`{${paint.background}-bg}`] : []),
    ...(paint ? [`{${paint.color}-fg}`] : []),
    ...(part.bold ? ['{bold}'] : []),
  ]
  return open.length === 0 ? escaped(part.text) : `${open.join('')}${escaped(part.text)}{/}`
}

/** Lines as blessed's tags. */
export const toTags = (lines: Line[], colour: boolean): string =>
  lines.map((line) => line.map((part) => tagged(part, colour)).join('')).join('\n')
