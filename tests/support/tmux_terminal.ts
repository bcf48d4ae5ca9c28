import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { widthOf } from '#tui/lib/text_width'

const run = promisify(execFile)
const root = join(import.meta.dirname, '..', '..')
const LOOK_EVERY_MS = 100
/** A console starts within a second; this is for a machine that does ten other things. */
const PATIENCE_MS = 20_000

export interface TerminalOptions {
  columns: number
  rows: number
  env?: Record<string, string>
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

/** A real terminal without a screen: tmux on a socket of its own, so that nobody's sessions are touched. */
export class TmuxTerminal {
  #socket = `redline-${process.pid}-${randomBytes(4).toString('hex')}`

  async start(command: string, { columns, rows, env = {} }: TerminalOptions): Promise<void> {
    const node = join(root, 'node_modules', '.bin')
    const settings = {
      PATH: `${node}:${process.env.PATH}`,
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      TERM: 'screen-256color',
      COLORTERM: 'truecolor',
      NCURSES_NO_UTF8_ACS: '1',
      ...env,
    }
    const exports = Object.entries(settings)
      .map(([name, value]) => `${name}=${quoted(value)}`)
      .join(' ')
    // The shell stays behind to say how the program ended, and its screen shows what the program has left of it.
    const line = `cd ${quoted(root)} && env -u CI -u NO_COLOR -u FORCE_COLOR ${exports} ${command}; echo "ended with $?"; exec sleep 600`
    await this.#tmux('-f', '/dev/null', 'new-session', '-d', '-s', 't', '-x', String(columns), '-y', String(rows), line)
  }

  /** `Enter`, `Escape`, `Down`, or letters. */
  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.#tmux('send-keys', '-t', 't', key)
  }

  async type(text: string): Promise<void> {
    await this.#tmux('send-keys', '-t', 't', '-l', text)
  }

  /** Columns and rows from 0, as a terminal with the mouse on reports them. */
  async mouse(button: 'click' | 'wheel_up' | 'wheel_down', column: number, row: number): Promise<void> {
    const code = { click: 0, wheel_up: 64, wheel_down: 65 }[button]
    await this.type(`\u001B[<${code};${column + 1};${row + 1}M`)
    if (code === 0) await this.type(`\u001B[<0;${column + 1};${row + 1}m`)
  }

  async resize(columns: number, rows: number): Promise<void> {
    await this.#tmux('resize-window', '-t', 't', '-x', String(columns), '-y', String(rows))
  }

  /** The screen as text, one string a row. */
  async rows(): Promise<string[]> {
    const text = await this.#tmux('capture-pane', '-p', '-t', 't')
    return text.replace(/\n$/, '').split('\n')
  }

  async text(): Promise<string> {
    return (await this.rows()).join('\n')
  }

  /** The screen with its colours as escape sequences. */
  async painted(): Promise<string> {
    return this.#tmux('capture-pane', '-p', '-e', '-t', 't')
  }

  /** Lines that have left the screen at the top: a frame taller than the screen would push them there. */
  async scrolledAway(): Promise<number> {
    return Number((await this.#tmux('display-message', '-p', '-t', 't', '#{history_size}')).trim())
  }

  /** The screen when it stands still: looked at in the middle of a drawing, any frame would be wrong. */
  async settled(): Promise<string[]> {
    let before = await this.text()
    for (let look = 0; look < 50; look++) {
      await pause(LOOK_EVERY_MS)
      const now = await this.text()
      if (now === before) break
      before = now
    }
    return before.split('\n')
  }

  /** Waits until the screen fits and hands it back; fails with the screen in the message. */
  async until(what: string, fits: (text: string) => boolean): Promise<string> {
    const end = Date.now() + PATIENCE_MS
    let text = ''
    while (Date.now() < end) {
      text = await this.text()
      if (fits(text)) return text
      await pause(LOOK_EVERY_MS)
    }
    throw new Error(`The screen never showed ${what}:\n${text}`)
  }

  /** Whether the program asks for mouse reports. */
  async mouseIsOn(): Promise<boolean> {
    return (await this.#tmux('display-message', '-p', '-t', 't', '#{mouse_any_flag}')).trim() === '1'
  }

  async cursorIsOn(): Promise<boolean> {
    return (await this.#tmux('display-message', '-p', '-t', 't', '#{cursor_flag}')).trim() === '1'
  }

  /** SIGTERM to the program in the terminal, as a service manager or a shutdown sends it. */
  async terminate(): Promise<void> {
    const shell = (await this.#tmux('display-message', '-p', '-t', 't', '#{pane_pid}')).trim()
    const { stdout } = await run('ps', ['-o', 'pid=', '--ppid', shell])
    for (const pid of stdout.split('\n').map(Number)) if (pid > 0) process.kill(pid, 'SIGTERM')
  }

  async stop(): Promise<void> {
    await this.#tmux('kill-server').catch(() => undefined)
  }

  async #tmux(...args: string[]): Promise<string> {
    const { stdout } = await run('tmux', ['-L', this.#socket, ...args], { maxBuffer: 10_000_000 })
    return stdout
  }
}

/** Cells of the widest row, the Chinese ones counted twice. */
export const widestRow = (rows: string[]): number => Math.max(0, ...rows.map((row) => widthOf(row.trimEnd())))
