import type { Line, Span } from '#tui/lib/line'
import { cut, lettersOf, widthOf } from '#tui/lib/text_width'
import type { Tone } from '#tui/lib/tones'

interface Cell {
  /** Empty where the letter to the left takes two cells. */
  text: string
  tone?: Tone
  bold?: boolean
}

const BRAILLE = 0x2800
const isBraille = (text: string): boolean => text >= '\u2800' && text <= '\u28FF'

/** A picture of cells in which text may lie over dots; wide letters keep their two cells. */
export class CellGrid {
  #rows: Cell[][]
  /** Where text lies: the next text goes elsewhere. */
  #taken = new Set<string>()

  constructor(
    readonly width: number,
    readonly height: number
  ) {
    this.#rows = Array.from({ length: height }, () => Array.from({ length: width }, () => ({ text: ' ' })))
  }

  /** Lays a canvas' frame over what is there; dots in one cell join, or take its place; the later tone wins. */
  drawDots(frame: string, tone: Tone | undefined, over: 'join' | 'replace' = 'join'): void {
    const lines = frame.split('\n').filter((line) => line !== '')
    for (const [row, line] of lines.entries())
      for (const [column, dot] of [...line].entries()) {
        const cell = this.#rows[row]?.[column]
        if (!cell || !isBraille(dot)) continue
        const before = over === 'join' && isBraille(cell.text) ? cell.text.charCodeAt(0) - BRAILLE : 0
        this.#rows[row]![column] = {
          text: String.fromCharCode(BRAILLE | before | (dot.charCodeAt(0) - BRAILLE)),
          ...(tone ? { tone } : {}),
        }
      }
  }

  /** Writes `part` if it fits there and lies over no other text; says whether it did. */
  write(column: number, row: number, part: Span, room: number): boolean {
    const text = cut(part.text, Math.min(room, this.width - column))
    const cells = widthOf(text)
    if (cells === 0 || column < 0 || row < 0 || row >= this.height) return false
    for (let at = column; at < column + cells; at++) if (this.#taken.has(`${row}:${at}`)) return false
    let at = column
    for (const letter of lettersOf(text)) {
      const wide = widthOf(letter)
      this.#rows[row]![at] = {
        text: letter,
        ...(part.tone ? { tone: part.tone } : {}),
        ...(part.bold ? { bold: true } : {}),
      }
      for (let more = 1; more < wide; more++)
        this.#rows[row]![at + more] = { text: '', ...(part.tone ? { tone: part.tone } : {}) }
      at += wide
    }
    for (let taken = column; taken < column + cells; taken++) this.#taken.add(`${row}:${taken}`)
    return true
  }

  lines(): Line[] {
    return this.#rows.map((row) => {
      const line: Line = []
      for (const cell of row) {
        const last = line.at(-1)
        if (cell.text === '') continue
        if (last && last.tone === cell.tone && last.bold === cell.bold) last.text += cell.text
        else line.push({ ...cell })
      }
      return line
    })
  }
}
