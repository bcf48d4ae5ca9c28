/** The part of Ink's key that matters here. */
export interface InkKey {
  upArrow?: boolean
  downArrow?: boolean
  leftArrow?: boolean
  rightArrow?: boolean
  pageUp?: boolean
  pageDown?: boolean
  home?: boolean
  end?: boolean
  return?: boolean
  escape?: boolean
  tab?: boolean
  shift?: boolean
  backspace?: boolean
  delete?: boolean
  ctrl?: boolean
  meta?: boolean
}

const NAMES = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'page_up'],
  ['pageDown', 'page_down'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'escape'],
  ['tab', 'tab'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
] as const

export type PressName = (typeof NAMES)[number][1] | 'clear' | 'text'

export type Press =
  { kind: 'key'; name: PressName; text: string } | { kind: 'mouse'; action: MouseAction; column: number; row: number }
export type MouseAction = 'click' | 'wheel_up' | 'wheel_down'

const key = (name: PressName, text = ''): Press => ({ kind: 'key', name, text })

/** What Ink reports, as presses. A paste or a fast hand comes as one text: each letter is a press of its own. */
export function pressesOf(input: string, inkKey: InkKey): Press[] {
  const name = NAMES.find(([field]) => inkKey[field])?.[1]
  if (name) return [key(name)]
  if (inkKey.ctrl && input === 'u') return [key('clear')]
  if (inkKey.ctrl || inkKey.meta) return []
  return [...input].flatMap((letter) => {
    if (letter === '\r' || letter === '\n') return [key('enter')]
    return letter < ' ' ? [] : [key('text', letter)]
  })
}
