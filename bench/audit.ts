import { fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, type Figure } from '#bench/figure'

const ENTRIES = 100_000
const ROUNDS = 3
const GOAL = 200_000
/** What that is of the bare hashing on a quiet machine of the project's kind; a busy one is slower at both. */
const SHARE = 0.22

/** P14: entries of the audit verified a second, read from the database, beside hashing such a chain and nothing else. */
export async function run(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'redline-bench-audit-'))
  const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', MQTT_PORT: '0', LOG_LEVEL: 'error', APP_KEY: 'a-key-that-only-the-bench-uses-01' }
  const child = fork(join(import.meta.dirname, 'audit_process.ts'), [String(ENTRIES), String(ROUNDS)], { execArgv: ['--import=@poppinss/ts-exec'], env })
  try {
    const { ours, reference: plain } = await new Promise<{ ours: number[]; reference: number[] }>((resolve, reject) => {
      child.on('message', (message) => {
        if (typeof message === 'object' && message !== null && 'measured' in message) resolve(message.measured as never)
      })
      child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)))
    })
    const [value, reference] = [median(ours), median(plain)]
    return [{ id: 'P14', name: 'audit entries verified', value, unit: '1/s', reference, ratio: value / reference, goal: `>= ${GOAL.toLocaleString('en')}/s, or ${SHARE} of bare hashing`, met: value >= GOAL || value / reference >= SHARE }]
  } finally {
    child.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
}
