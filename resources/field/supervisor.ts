import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const FIRST_DELAY_MS = 1_000
const LONGEST_DELAY_MS = 15_000
const STOP_WITHIN_MS = 3_000

export interface Part {
  name: string
  args: string[]
}

/** Keeps the field's processes alive: one that ends is started again, ever more slowly while it keeps ending. */
export class Supervisor {
  #children = new Map<string, ChildProcess>()
  #timers = new Set<NodeJS.Timeout>()
  #stopped = false

  constructor(
    private script: URL,
    private log: (line: string) => void
  ) {}

  /** Resolves when every part has come up once. */
  async start(parts: Part[]): Promise<void> {
    await Promise.all(parts.map((part) => new Promise<void>((ready) => this.#launch(part, FIRST_DELAY_MS, ready))))
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const timer of this.#timers) clearTimeout(timer)
    await Promise.all([...this.#children.values()].map((child) => end(child)))
  }

  #launch(part: Part, delay: number, ready: () => void = () => {}): void {
    const child = fork(fileURLToPath(this.script), part.args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    let nextDelay = Math.min(delay * 2, LONGEST_DELAY_MS)
    this.#children.set(part.name, child)
    child.on('message', () => {
      nextDelay = FIRST_DELAY_MS
      ready()
    })
    child.on('exit', (code, signal) => {
      this.#children.delete(part.name)
      if (this.#stopped) return ready()
      this.log(`${part.name} ended (${signal ?? code}); again in ${delay / 1000} s`)
      const timer = setTimeout(() => {
        this.#timers.delete(timer)
        this.#launch(part, nextDelay, ready)
      }, delay)
      this.#timers.add(timer)
    })
  }
}

function end(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS)
    child.on('exit', () => {
      clearTimeout(force)
      resolve()
    })
    child.kill('SIGTERM')
  })
}
