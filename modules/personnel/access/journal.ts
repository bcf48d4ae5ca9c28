import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

/** Beyond this the file is written anew with what is still open. */
const COMPACT_BYTES = 16_000_000

/**
 * What was answered and is not yet in the database, one JSON line each. Written before the answer goes out, so that a
 * grant which somebody walked through is never without its record: the process may die, the lines are read again.
 */
export class DecisionJournal<Entry> {
  #fd: number | null = null
  #size = 0
  #syncing = false
  #unsynced = false

  constructor(private file: () => string) {}

  /** What an earlier life left behind; a line cut off in the middle was never answered. */
  recover(): Entry[] {
    let text: string
    try {
      text = readFileSync(this.file(), 'utf8')
    } catch {
      return []
    }
    return text.split('\n').flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as Entry] : []
      } catch {
        return []
      }
    })
  }

  append(entry: Entry): void {
    const line = Buffer.from(`${JSON.stringify(entry)}\n`)
    writeSync(this.#open(), line)
    this.#size += line.length
    this.#sync()
  }

  /** Everything up to here is in the database, but for `open`. */
  settle(open: Entry[]): void {
    if (open.length === 0) {
      if (this.#size > 0) ftruncateSync(this.#open(), 0)
      this.#size = 0
    } else if (this.#size > COMPACT_BYTES) this.#rewrite(open)
  }

  close(): void {
    if (this.#fd !== null) closeSync(this.#fd)
    this.#fd = null
  }

  #open(): number {
    if (this.#fd === null) {
      mkdirSync(dirname(this.file()), { recursive: true })
      this.#fd = openSync(this.file(), 'a')
    }
    return this.#fd
  }

  #rewrite(open: Entry[]): void {
    const draft = `${this.file()}.new`
    const text = open.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    const fd = openSync(draft, 'w')
    writeSync(fd, text)
    closeSync(fd)
    renameSync(draft, this.file())
    this.close()
    this.#size = Buffer.byteLength(text)
  }

  /** On the disk itself soon after, one flush for all that came meanwhile; the answer doesn't wait for the platter. */
  #sync(): void {
    if (this.#syncing) {
      this.#unsynced = true
      return
    }
    this.#syncing = true
    this.#unsynced = false
    fdatasync(this.#open(), () => {
      this.#syncing = false
      if (this.#unsynced && this.#fd !== null) this.#sync()
    })
  }
}
