import { createRequire } from 'node:module'

type Done = (this: unknown, error: Error | null, ...rest: unknown[]) => void
type Method = (sql: string, ...rest: [bindings: unknown, done: Done] | [done: Done]) => unknown
type Connections = Record<'all' | 'run', Method>

const METHODS = ['all', 'run'] as const
const { Database } = createRequire(import.meta.url)('sqlite3') as { Database: { prototype: Connections } }

/** `before`: the call is never carried out; `after`: it is, and its answer is lost. */
export type Failing = 'before' | 'after'

/**
 * Sits at the door of the driver, where every call to SQLite goes through, BEGIN and COMMIT included, and makes one of
 * them fail, or looks at the files between two of them. Made before the first connection is opened.
 */
export class FailingDatabase {
  readonly #former: Connections
  #count = 0
  #at: { call: number; how: Failing } | null = null
  #look: (() => void) | null = null
  /** What failed, null when no call did. */
  failed: string | null = null

  constructor() {
    const guard = this
    this.#former = { all: Database.prototype.all, run: Database.prototype.run }
    for (const method of METHODS) {
      const former = this.#former[method]
      Database.prototype[method] = function (this: unknown, sql, ...rest) {
        const done = rest.pop() as Done
        const carryOut = (then: Done) => former.call(this as never, sql, ...(rest as unknown as []), then)
        const how = guard.#pass(sql)
        if (how === null) return carryOut(done)
        const fault = new Error(`SQLITE_IOERR: disk I/O error (a fault of the test) in: ${sql}`)
        if (how === 'before') setImmediate(() => done.call(this, fault))
        else carryOut(() => done.call(this, fault))
      }
    }
  }

  restore(): void {
    for (const method of METHODS) Database.prototype[method] = this.#former[method]
  }

  /** Runs `work` with its n-th call failing; gives what it threw, or what it returned. */
  async failingAt<T>(call: number, how: Failing, work: () => Promise<T>): Promise<{ value: T } | { error: unknown }> {
    this.#count = 0
    this.#at = { call, how }
    this.failed = null
    try {
      return { value: await work() }
    } catch (error) {
      return { error }
    } finally {
      this.#at = null
    }
  }

  /** Runs `work` and calls `look` before each of its calls: the files are then as a kill at that moment leaves them. */
  async lookingBetween<T>(look: () => void, work: () => Promise<T>): Promise<T> {
    this.#look = look
    try {
      return await work()
    } finally {
      this.#look = null
    }
  }

  #pass(sql: string): Failing | null {
    this.#look?.()
    if (this.#at === null || ++this.#count !== this.#at.call) return null
    this.failed = sql
    return this.#at.how
  }
}
