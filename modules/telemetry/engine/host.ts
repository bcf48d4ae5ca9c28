import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import type { Downward, EngineConfig, Upward } from '#modules/telemetry/engine/port'
import type { FromHousekeeper, HistoryPolicy } from '#modules/telemetry/historian/messages'
import type { MqttOptions } from '#modules/telemetry/engine/worker_data'

export interface HostOptions {
  historyFile: string
  mqtt: MqttOptions
}

type Message<T extends Upward['type']> = Extract<Upward, { type: T }>
type Answer = Message<'ingested' | 'snapshot' | 'probed' | 'looked'>
type Request = Extract<Downward, { id: string }>

const SILENT_MS = 3_000
/** Until its first word: it has to load and to read the history first. */
const START_WITHIN_MS = 20_000
const WATCH_MS = 500
/** The first restart comes at once; one after another that all fail come later and later. */
const RESTART_DELAYS_MS = [100, 500, 1_000, 2_000, 5_000]
const CALM_MS = 10_000
const ANSWER_WITHIN_MS = 10_000

/** In development the threads run from TypeScript, in the build from plain JavaScript. */
function thread(name: 'engine' | 'historian', workerData: object, transferList: any[]): Worker {
  const url = new URL(`../${name}/main.js`, import.meta.url)
  const built = existsSync(fileURLToPath(url))
  const file = built ? url : new URL(`../${name}/main.ts`, import.meta.url)
  return new Worker(file, { name, workerData, transferList, execArgv: built ? [] : ['--import', '@poppinss/ts-exec'] })
}

/**
 * The web thread's side of the hatch: starts engine and historian, restarts what dies, and passes messages.
 *
 *   const host = new EngineHost({ historyFile, mqtt: { host: '127.0.0.1', port: 1883 } })
 *   host.on('transition', (message) => …)          // then host.committed(message.journalSeq)
 *   await host.start(config)                       // resolves when the engine evaluates
 *   const { points } = await host.request({ type: 'snapshot', id: newId() })
 *   host.commandOutput('GAS2-SIREN', false, 'acknowledged by 孙立')
 *   await host.stop()
 *
 * Events: every message of `Upward` by its type, `retention` (how far history was cleared up),
 * `set_aside` (its file was damaged), and `dead` (name of the
 * thread, reason) when one was restarted.
 */
export class EngineHost {
  #events = new EventEmitter()
  #engine: Worker | null = null
  #historian: Worker | null = null
  #config: EngineConfig | null = null
  #answers = new Map<string, { resolve(answer: any): void; reject(error: Error): void; timer: NodeJS.Timeout }>()
  #watch: NodeJS.Timeout | null = null
  #heartbeatAt: number | null = null
  /** Since its launch the engine has said something. */
  #spoke = false
  #policy: HistoryPolicy | null = null
  #damaged = false
  #stopping = false
  #deaths = 0
  #diedAt = -Infinity
  mqttPort: number | null = null

  constructor(private options: HostOptions) {}

  on<T extends Upward['type']>(type: T, listener: (message: Message<T>) => void): void
  on<T extends FromHousekeeper['type']>(type: T, listener: (message: Extract<FromHousekeeper, { type: T }>) => void): void
  on(type: 'dead', listener: (name: 'engine' | 'historian', reason: string) => void): void
  on(type: string, listener: (...args: any[]) => void): void {
    this.#events.on(type, listener)
  }

  /** Milliseconds since the engine's last sign of life; null before the first. */
  get silentMs(): number | null {
    return this.#heartbeatAt === null ? null : clock.monotonic() - this.#heartbeatAt
  }

  async start(config: EngineConfig): Promise<void> {
    this.#config = config
    this.#stopping = false
    try {
      await this.#launch()
    } finally {
      this.#watch = this.#watchEngine()
    }
  }

  configure(config: EngineConfig): void {
    this.#config = config
    this.#send({ type: 'configure', config })
  }

  /** How long history is kept, and what it leaves free; told to each new historian as well. */
  keep(policy: HistoryPolicy): void {
    this.#policy = policy
    this.#historian?.postMessage(policy)
  }

  /** The file was found damaged: the next historian sets it aside and begins a new one; the engine goes on meanwhile. */
  replaceHistory(): void {
    this.#damaged = true
    void this.#historian?.terminate()
  }

  committed(journalSeq: number): void {
    this.#send({ type: 'committed', journalSeq })
  }

  /** Returns the command's id. */
  commandOutput(output: string, value: boolean, cause: string): string {
    const id = newId()
    this.#send({ type: 'command_output', id, output, value, cause })
    return id
  }

  /** An invented reading of a drill, or the end of all of them. */
  drill(message: Extract<Downward, { type: 'drill' | 'drill_end' }>): void {
    this.#send(message)
  }

  /** Asks the engine; rejects at once where there is none, and when it gives no answer in ten seconds. */
  request(message: Extract<Request, { type: 'ingest' }>): Promise<Message<'ingested'>>
  request(message: Extract<Request, { type: 'snapshot' }>): Promise<Message<'snapshot'>>
  request(message: Extract<Request, { type: 'probe' }>): Promise<Message<'probed'>>
  request(message: Extract<Request, { type: 'look' }>): Promise<Message<'looked'>>
  request(message: Request): Promise<Answer> {
    if (!this.#engine) return Promise.reject(new Error('the engine is not running'))
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#answers.delete(message.id)
        reject(new Error('the engine gives no answer'))
      }, ANSWER_WITHIN_MS)
      this.#answers.set(message.id, { resolve, reject, timer })
      this.#send(message)
    })
  }

  async stop(): Promise<void> {
    this.#stopping = true
    if (this.#watch) clearInterval(this.#watch)
    const [engine, historian] = [this.#engine, this.#historian]
    if (!engine || !historian) return
    const gone = (worker: Worker) => new Promise((resolve) => worker.once('exit', resolve))
    const ended = Promise.all([gone(engine), gone(historian)])
    this.#send({ type: 'stop' })
    const timer = setTimeout(() => {
      void engine.terminate()
      void historian.terminate()
    }, 4_000)
    await ended
    clearTimeout(timer)
  }

  /** A watcher that stood still itself has heard nothing either: it listens once more before it judges. */
  #watchEngine(): NodeJS.Timeout {
    let looked = clock.monotonic()
    return setInterval(() => {
      const now = clock.monotonic()
      const stood = now - looked > 2 * WATCH_MS
      looked = now
      const limit = this.#spoke ? SILENT_MS : START_WITHIN_MS
      if (!stood && this.silentMs !== null && this.silentMs > limit) void this.#engine?.terminate()
    }, WATCH_MS)
  }

  #send(message: Downward): void {
    this.#engine?.postMessage(message)
  }

  /** Both threads with a channel between them; resolves when the engine is ready. */
  #launch(): Promise<void> {
    const { port1, port2 } = new MessageChannel()
    this.#startHistorian(port2)
    const engine = thread('engine', { historian: port1, mqtt: this.options.mqtt }, [port1])
    this.#engine = engine
    this.#heartbeatAt = clock.monotonic()
    this.#spoke = false
    return new Promise((resolve, reject) => {
      engine.on('message', (message: Upward) => {
        this.#receive(message)
        if (message.type === 'ready') resolve()
      })
      let reason = 'ended'
      engine.on('error', (error) => (reason = (error as Error).message))
      engine.on('exit', () => {
        reject(new Error(`the engine did not start: ${reason}`))
        if (this.#engine === engine) this.#engineDied(reason)
      })
    })
  }

  #startHistorian(port: MessageChannel['port1']): void {
    const historian = thread('historian', { file: this.options.historyFile, engine: port, damaged: this.#damaged }, [port])
    this.#historian = historian
    this.#damaged = false
    if (this.#policy) historian.postMessage(this.#policy)
    historian.on('message', (message: FromHousekeeper) => this.#events.emit(message.type, message))
    let reason = 'ended'
    historian.on('error', (error) => (reason = (error as Error).message))
    historian.on('exit', () => {
      if (this.#stopping || this.#historian !== historian) return
      this.#events.emit('dead', 'historian', reason)
      this.#later(() => {
        if (this.#stopping || this.#historian !== historian) return
        const { port1, port2 } = new MessageChannel()
        this.#startHistorian(port2)
        this.#engine?.postMessage({ type: 'historian', port: port1 }, [port1])
      })
    })
  }

  /** Any word of it is a sign of life. */
  #heard(): void {
    this.#heartbeatAt = clock.monotonic()
    this.#spoke = true
    if (clock.monotonic() - this.#diedAt > CALM_MS) this.#deaths = 0
  }

  #later(restart: () => void): void {
    this.#diedAt = clock.monotonic()
    setTimeout(restart, RESTART_DELAYS_MS[Math.min(this.#deaths, RESTART_DELAYS_MS.length - 1)])
    this.#deaths += 1
  }

  /** The engine comes back from the journal; its historian goes with it, so that both begin from the same state. */
  #engineDied(reason: string): void {
    for (const { reject, timer } of this.#answers.values()) {
      clearTimeout(timer)
      reject(new Error(`the engine died: ${reason}`))
    }
    this.#answers.clear()
    this.#engine = null
    if (this.#stopping) return
    this.#events.emit('dead', 'engine', reason)
    const former = this.#historian
    this.#historian = null
    void former?.terminate().then(() => {
      this.#later(() => {
        if (!this.#stopping) this.#launch().catch(() => undefined)
      })
    })
  }

  #receive(message: Upward): void {
    this.#heard()
    if (message.type === 'restored') this.#send({ type: 'configure', config: this.#config! })
    if (message.type === 'ready') this.mqttPort = message.mqttPort
    if (message.type === 'ingested' || message.type === 'snapshot' || message.type === 'probed' || message.type === 'looked') {
      const answer = this.#answers.get(message.id)
      if (!answer) return
      this.#answers.delete(message.id)
      clearTimeout(answer.timer)
      answer.resolve(message)
    }
    this.#events.emit(message.type, message)
  }
}
