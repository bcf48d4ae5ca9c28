import { existsSync } from 'node:fs'
import { lettersOf, widthOf } from '#tui/lib/text_width'

const CELL = { width: 9, height: 18 }
const GROUND = '#14181C'
const TEXT = '#D5DADF'
const BASIC = [
  '#14181C',
  '#D24A43',
  '#4CC27A',
  '#E0B83C',
  '#5A93E0',
  '#B574D8',
  '#45B5C0',
  '#D5DADF',
  '#6B7785',
  '#FF6B62',
  '#72DC9A',
  '#F5D26B',
  '#86B3F5',
  '#D19BEC',
  '#72D6DF',
  '#FFFFFF',
]
const STEPS = [0, 95, 135, 175, 215, 255]

const ESCAPE = '\u001B'
/** A change of colour, or text up to the next one. */
const PIECES = new RegExp(`${ESCAPE}\\[([\\d;]*)m|([^${ESCAPE}]+)`, 'g')

interface Style {
  color: string | null
  ground: string | null
  bold: boolean
  faint: boolean
  inverse: boolean
}

const PLAIN: Style = { color: null, ground: null, bold: false, faint: false, inverse: false }

/** The 256-colour table of terminals: sixteen basic ones, a cube of six steps, then greys. */
function indexed(code: number): string {
  if (code < 16) return BASIC[code]!
  if (code >= 232)
    return `rgb(${Array(3)
      .fill(8 + (code - 232) * 10)
      .join(',')})`
  const cube = code - 16
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => STEPS[step]).join(',')})`
}

function extended(codes: number[]): string | null {
  const mode = codes.shift()
  if (mode === 5) return indexed(codes.shift() ?? 7)
  return mode === 2 ? `rgb(${codes.splice(0, 3).join(',')})` : null
}

/** Applies one SGR sequence. */
function restyle(style: Style, codes: number[]): Style {
  const next = { ...style }
  while (codes.length > 0) {
    const code = codes.shift()!
    if (code === 0) Object.assign(next, PLAIN)
    else if (code === 1) next.bold = true
    else if (code === 2) next.faint = true
    else if (code === 7) next.inverse = true
    else if (code === 22) Object.assign(next, { bold: false, faint: false })
    else if (code === 27) next.inverse = false
    else if (code >= 30 && code <= 37) next.color = BASIC[code - 30]!
    else if (code === 38) next.color = extended(codes)
    else if (code === 39) next.color = null
    else if (code >= 40 && code <= 47) next.ground = BASIC[code - 40]!
    else if (code === 48) next.ground = extended(codes)
    else if (code === 49) next.ground = null
    else if (code >= 90 && code <= 97) next.color = BASIC[code - 82]!
    else if (code >= 100 && code <= 107) next.ground = BASIC[code - 92]!
  }
  return next
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

function cell(letter: string, column: number, row: number, style: Style): string {
  const [color, ground] = style.inverse
    ? [style.ground ?? GROUND, style.color ?? TEXT]
    : [style.color ?? TEXT, style.ground]
  if (letter === ' ' && !ground) return ''
  const css = [
    `left:${column * CELL.width}px;top:${row * CELL.height}px;width:${widthOf(letter) * CELL.width}px;color:${color}`,
    ...(ground ? [`background:${ground}`] : []),
    ...(style.bold ? ['font-weight:700'] : []),
    ...(style.faint ? ['opacity:.65'] : []),
  ]
  return `<i style="${css.join(';')}">${escaped(letter)}</i>`
}

/** A page that shows what `tmux capture-pane -e` printed, each cell at its place whatever the fonts are. */
export function terminalPage(painted: string, columns: number, rows: number): string {
  const cells: string[] = []
  let style = PLAIN
  for (const [row, line] of painted.split('\n').slice(0, rows).entries()) {
    let column = 0
    for (const [, sgr, text] of line.matchAll(PIECES)) {
      if (sgr !== undefined) style = restyle(style, sgr === '' ? [0] : sgr.split(';').map(Number))
      for (const letter of lettersOf(text ?? '')) {
        cells.push(cell(letter, column, row, style))
        column += widthOf(letter)
      }
    }
  }
  const size = `width:${columns * CELL.width}px;height:${rows * CELL.height}px`
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;padding:12px;background:${GROUND};display:inline-block}
    main{position:relative;${size};font:15px/${CELL.height}px "DejaVu Sans Mono","Noto Sans Mono CJK SC",monospace}
    i{position:absolute;height:${CELL.height}px;overflow:hidden;white-space:pre;text-align:center;font-style:normal}
  </style><main>${cells.join('')}</main>`
}

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/** Photographs a captured screen into a PNG file. */
export async function photographTerminal(
  painted: string,
  size: { columns: number; rows: number },
  file: string
): Promise<void> {
  const { chromium } = await import('playwright')
  const own = CHROMIUM.find((path) => existsSync(path))
  const browser = await chromium.launch({
    ...(own ? { executablePath: own } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage({
      viewport: { width: size.columns * CELL.width + 24, height: size.rows * CELL.height + 24 },
    })
    await page.setContent(terminalPage(painted, size.columns, size.rows))
    await page.screenshot({ path: file })
  } finally {
    await browser.close()
  }
}
