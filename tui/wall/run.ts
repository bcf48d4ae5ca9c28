import blessed from 'blessed'
import { otherLanguage, type Language } from '#tui/lib/language'
import type { Session } from '#tui/lib/open'
import { drawWall } from '#tui/wall/draw'
import { wallLayout } from '#tui/wall/layout'
import { wallContext, WallModel } from '#tui/wall/model'
import { buildPanels, type Panels } from '#tui/wall/panels'

/** Four boards a second may come; the eye needs two, and each is a whole screen. */
const LEAST_DRAW_MS = 500
const TICK_MS = 1_000

/**
 * blessed stumbles over the descriptions that today's systems have of tmux, screen and xterm (it prints its faults over the
 * screen and falls back to eight colours); its own one of xterm suits them all.
 */
export const terminalFor = (term: string | undefined): string | null =>
  term && /^(xterm|screen|tmux|rxvt|alacritty|foot|kitty|wezterm)|256color/.test(term) ? 'xterm-256color' : null

/** Draws the wall until someone presses q, or what `onStop` was handed is called. */
export async function runWall(
  { api, feed, messages, messagesIn }: Session,
  colour: boolean,
  onStop: (stop: () => void) => void
): Promise<void> {
  // Under tmux, the old way of drawing lines shows letters instead of lines.
  process.env.NCURSES_NO_UTF8_ACS ??= '1'
  const terminal = terminalFor(process.env.TERM)
  const screen = blessed.screen({
    smartCSR: true,
    fullUnicode: true,
    title: messages.t('tui.product'),
    warnings: false,
    ...(terminal ? { terminal } : {}),
  })
  const model = new WallModel()
  let language: Language = messages.language
  let panels: Panels | null = null
  let built = ''
  let drawnAt = 0

  function draw(): void {
    const machineNow = Date.now()
    drawnAt = machineNow
    const context = wallContext(feed.link, messagesIn(language), machineNow)
    const columns = Number(screen.width)
    const rows = Number(screen.height)
    const holders = model.holders(feed.link.board).length
    const size = `${columns}x${rows}x${holders}`
    if (size !== built) {
      for (const child of [...screen.children]) child.destroy()
      const layout = wallLayout(columns, rows, holders)
      panels = layout && buildPanels(screen, layout, colour)
      if (!layout) screen.append(blessed.box({ content: context.t('tui.too_small', { columns, rows }) }))
      built = size
    }
    if (panels) drawWall(panels, model, { link: feed.link, url: api.url, machineNow, colour }, context)
    screen.render()
  }

  const unsubscribe = feed.subscribe((link) => {
    if (link.board && link.fault === null) model.take(link.board)
    if (Date.now() - drawnAt >= LEAST_DRAW_MS) draw()
  })
  const timer = setInterval(draw, TICK_MS)
  screen.on('resize', draw)
  screen.key('l', () => {
    language = otherLanguage(language)
    api.language = language
    draw()
  })
  screen.key('r', () => {
    screen.alloc()
    draw()
  })

  feed.start()
  draw()
  await new Promise<void>((resolve) => {
    screen.key(['q', 'C-c', 'escape'], () => resolve())
    onStop(resolve)
  })
  clearInterval(timer)
  unsubscribe()
  feed.stop()
  screen.destroy()
}
