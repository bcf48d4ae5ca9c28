import type { MouseAction, Press } from '#tui/console/presses'

export type MousePress = Extract<Press, { kind: 'mouse' }>

const ESCAPE = '\u001B'

/** SGR mouse reports: button, column and row from 1, `M` for pressed and `m` for released. */
const REPORT = new RegExp(`${ESCAPE}\\[<(\\d{1,4});(\\d{1,5});(\\d{1,5})([Mm])`, 'g')
/** The beginning of one, at the end of a piece of input. */
const BEGUN = new RegExp(`${ESCAPE}(\\[(<[\\d;]{0,16})?)?$`)
const BUTTONS: Record<string, MouseAction> = { 0: 'click', 64: 'wheel_up', 65: 'wheel_down' }

/** Picks the mouse out of what a terminal sends; a report may come in two pieces. */
export class MouseReader {
  #rest = ''

  push(piece: string): MousePress[] {
    const text = this.#rest + piece
    this.#rest = BEGUN.exec(text)?.[0] ?? ''
    const presses: MousePress[] = []
    for (const [, button = '', column, row, end] of text.matchAll(REPORT)) {
      const action = end === 'M' ? BUTTONS[button] : undefined
      if (action) presses.push({ kind: 'mouse', action, column: Number(column) - 1, row: Number(row) - 1 })
    }
    return presses
  }
}
