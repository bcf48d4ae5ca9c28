import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A wall clock for another process that can be set while that runs; its monotonic clock goes on as ever (faketime). */
export class FakeTime {
  readonly #folder = mkdtempSync(join(tmpdir(), 'redline-clock-'))
  readonly #file = join(this.#folder, 'offset')

  constructor() {
    this.set(0)
  }

  get env(): NodeJS.ProcessEnv {
    const library = execFileSync('faketime', ['-f', '+0', 'printenv', 'LD_PRELOAD'], { encoding: 'utf8' }).trim().split(':')[0]!
    return {
      LD_PRELOAD: library.replace('libfaketime.so', 'libfaketimeMT.so'),
      FAKETIME_TIMESTAMP_FILE: this.#file,
      FAKETIME_CACHE_DURATION: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    }
  }

  /** So many seconds beside the true time, from now on. */
  set(seconds: number): void {
    writeFileSync(this.#file, `${seconds < 0 ? '' : '+'}${seconds}\n`)
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
