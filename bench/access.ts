import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { median, percentile, type Figure } from '#bench/figure'

/**
 * Ten doors at shift change, together four times as busy as the busiest second of a plant (50/s). Paced evenly by hand:
 * autocannon's rate sends a second's worth in one burst, and what is measured then is the queue.
 */
const DOORS = 10
const PACE_MS = 50
const DECISIONS = '/api/v1/access/decisions'
const SECONDS = 8
const ROUNDS = 3
const SAMPLES = 30

interface Running {
  child: ChildProcess
  url: string
  dataDir: string
  token: string
  badges: string[]
}

/** P6: what a decision costs above a route that decides nothing, how soon a revocation counts, when it is durable. */
export async function run(): Promise<Figure[]> {
  const running = await start()
  try {
    return [await ratio(running), await durable(running), await revocation(running)]
  } finally {
    running.child.kill('SIGTERM')
    await new Promise((resolve) => running.child.once('exit', resolve))
    rmSync(running.dataDir, { recursive: true, force: true })
  }
}

async function start(): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'redline-bench-access-'))
  const env = { ...process.env, NODE_ENV: 'production', DATA_DIR: dataDir, HOST: '127.0.0.1', PORT: '0', MQTT_PORT: '0', LOG_LEVEL: 'error', APP_KEY: 'a-key-that-only-the-bench-uses-01' }
  const child = fork(join(import.meta.dirname, 'access_server.ts'), { execArgv: ['--import=@poppinss/ts-exec'], env })
  const told = await new Promise<{ port: number; token: string; badges: string[] }>((resolve, reject) => {
    // The framework says "ready" in its own way before.
    child.on('message', (message) => {
      if (typeof message === 'object' && message !== null && 'badges' in message) resolve(message as never)
    })
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return { child, dataDir, url: `http://127.0.0.1:${told.port}`, token: told.token, badges: told.badges }
}

async function ratio(running: Running): Promise<Figure> {
  const bare: number[] = []
  const decisions: number[] = []
  await load(running, '/bench/bare', 2)
  await load(running, DECISIONS, 2)
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(percentile(await load(running, '/bench/bare', SECONDS), 0.99))
    decisions.push(percentile(await load(running, DECISIONS, SECONDS), 0.99))
  }
  const [value, reference] = [median(decisions), median(bare)]
  return { id: 'P6', name: 'door decision p99 beside a bare route', value, unit: 'ms', reference, ratio: value / reference, goal: '<= 1.5', met: value / reference <= 1.5 }
}

/** Latencies in milliseconds of people going in and out at all doors, each door at its own even pace. */
async function load(running: Running, path: string, seconds: number): Promise<number[]> {
  const latencies: number[] = []
  const end = performance.now() + seconds * 1_000
  let turn = 0
  const door = async (index: number) => {
    await pause((index * PACE_MS) / DOORS)
    while (performance.now() < end) {
      turn += 1
      const badge = running.badges[Math.floor(turn / 2) % running.badges.length]!
      const from = performance.now()
      await post(running, path, { gate: 'B-GATE', badge, direction: turn % 2 === 1 ? 'in' : 'out' })
      const took = performance.now() - from
      latencies.push(took)
      await pause(Math.max(0, PACE_MS - took))
    }
  }
  await Promise.all(Array.from({ length: DOORS }, (_, index) => door(index)))
  return latencies
}

async function post({ url, token }: Running, path: string, body: object): Promise<{ decision: string; decision_id: string }> {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}`)
  return (await response.json()) as never
}

const ask = (running: Running, badge: string) => post(running, DECISIONS, { gate: 'B-GATE', badge, direction: 'in' })

/** From the answer to the row in the database, as another process sees it. */
async function durable(running: Running): Promise<Figure> {
  const file = new DatabaseSync(join(running.dataDir, 'plant.sqlite'), { readOnly: true })
  const find = file.prepare('SELECT 1 FROM access_decisions WHERE id = ?')
  const waits: number[] = []
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { decision_id: id } = await ask(running, running.badges[sample]!)
    const from = performance.now()
    while (!find.get(id)) await pause(1)
    waits.push(performance.now() - from)
  }
  file.close()
  const value = Math.max(...waits)
  return { id: 'P6', name: 'decision and audit durable after the answer, slowest of 30', value, unit: 'ms', reference: null, ratio: value, goal: '<= 100 ms', met: value <= 100 }
}

/** Another process takes certificates away; until the door says no. */
async function revocation(running: Running): Promise<Figure> {
  const file = new DatabaseSync(join(running.dataDir, 'plant.sqlite'))
  file.exec('PRAGMA busy_timeout = 5000')
  const waits: number[] = []
  for (let sample = 0; sample < ROUNDS * 3; sample += 1) {
    const badge = running.badges[500 + sample]!
    const { id } = file.prepare('SELECT id FROM accounts WHERE badge = ?').get(badge) as { id: string }
    file.exec('BEGIN IMMEDIATE')
    file.prepare('UPDATE certificates SET revoked_at = ? WHERE account_id = ?').run(Date.now() - 1, id)
    file.prepare('INSERT INTO personnel_changes (subject, at) VALUES (?, ?)').run(id, Date.now())
    file.exec('COMMIT')
    const from = performance.now()
    while ((await ask(running, badge)).decision !== 'deny') await pause(5)
    waits.push(performance.now() - from)
  }
  file.close()
  const value = Math.max(...waits)
  return { id: 'P6', name: 'revocation by another process counts, slowest of 9', value, unit: 'ms', reference: null, ratio: value, goal: '<= 1000 ms', met: value <= 1_000 }
}
