import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { MqttClient } from 'mqtt'
import { evaluate, initialState } from '#app/rules/index'
import { connectDevice, gasLimit, historyFile, sample, storedReadings } from '#tests/support/field_engine'

/** Below, pending, alarm, clear again: any lost or doubled sample changes how often it fires. */
const WAVE = [10, 30, 31, 32, 33, 10, 40, 41, 10, 50, 51, 52, 12]
const POINT = 'GAS.AT1.CO'
const UNDER_WAY = 50

/**
 * A device that sends a numbered wave over QoS 1, to an engine that is killed again and again: what is not acknowledged
 * is sent again, as a real device does.
 */
export class KilledEngine {
  readonly file = historyFile()
  readonly log = join(dirname(this.file), 'transitions.jsonl')
  readonly acknowledged = new Set<number>()
  #child: ChildProcess | null = null
  #device: MqttClient | null = null
  #port = 0
  #first = Date.now() - 300_000

  /** Starts it, with the device connected. */
  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, 'field_process.ts'), [this.file, String(this.#port), this.log], { execArgv: ['--import=@poppinss/ts-exec'] })
    this.#child = child
    const [{ port }] = (await once(child, 'message')) as [{ port: number }]
    this.#port = port
    this.#device = await connectDevice(port)
    this.#device.on('error', () => undefined)
  }

  async kill(signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL'): Promise<void> {
    const ended = once(this.#child!, 'exit')
    this.#child!.kill(signal)
    await ended
  }

  ts = (index: number) => this.#first + index * 7

  /** Sends what is not acknowledged below `to`, in order; returns when all is, or when the engine is gone. */
  async send(to: number): Promise<void> {
    const client = this.#device!
    const gone = new Promise<void>((resolve) => client.once('close', () => resolve()))
    const under = new Set<Promise<unknown>>()
    for (let index = 0; index < to && client.connected; index++) {
      if (this.acknowledged.has(index)) continue
      const payload = sample(WAVE[index % WAVE.length], this.ts(index))
      const sent = new Promise<void>((resolve) =>
        client.publish('plant/GAS/AT1/CO', payload, { qos: 1 }, (error) => {
          if (!error) this.acknowledged.add(index)
          resolve()
        })
      )
      under.add(sent)
      void sent.then(() => under.delete(sent))
      if (under.size >= UNDER_WAY) await Promise.race([...under, gone])
    }
    await Promise.race([Promise.all(under), gone])
    client.end(true)
  }

  /** Transitions as the web thread has them: each journal number once. */
  alarms(): string[] {
    const lines = existsSync(this.log) ? readFileSync(this.log, 'utf8').split('\n').filter(Boolean) : []
    const bySeq = new Map(lines.map((line) => JSON.parse(line)).map((one) => [one.journalSeq, one]))
    return [...bySeq.values()]
      .filter(({ kind }) => kind === 'alarm_raised' || kind === 'alarm_cleared')
      .map(({ kind, sampleTs }) => `${kind} at ${(sampleTs - this.#first) / 7}`)
  }

  /** The same by the evaluator alone, without any interruption. */
  expected(to: number): string[] {
    let state = initialState
    const found: string[] = []
    for (let index = 0; index < to; index++) {
      const step = evaluate(gasLimit(POINT), state, WAVE[index % WAVE.length]!, true)
      state = step.state
      if (step.change) found.push(`alarm_${step.change} at ${index}`)
    }
    return found
  }

  stored = () => storedReadings(this.file, POINT)

  /** Readings in each roll-up, and the database's own opinion of itself. */
  summary(): { minutes: number; hours: number; days: number; integrity: string } {
    const database = new DatabaseSync(this.file, { readOnly: true })
    const sum = (table: string) => Number(database.prepare(`SELECT sum(n) AS n FROM ${table}`).get()?.n)
    const integrity = String(database.prepare('PRAGMA integrity_check').get()?.integrity_check)
    const found = { minutes: sum('minutes'), hours: sum('hours'), days: sum('days'), integrity }
    database.close()
    return found
  }
}
