import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import type { InhibitConfig, OutputConfig, OutputSnapshot, Transition } from '#modules/telemetry/engine/port'

const TRIES = 3
/** Between two looks, at the most; an engine that stood still for longer gives the device its time anew. */
const LONGEST_LOOK_MS = 500

interface OutputState {
  config: OutputConfig
  commanded: boolean | null
  actual: boolean | null
  phase: OutputSnapshot['state']
  commandId: string
  cause: string
  tries: number
  /** Whether the device has said anything since it failed. */
  heard: boolean
  /** Monotonic instant until which the read-back must agree. */
  deadline: number
  at: number | null
}

export interface OutputCommand {
  id: string
  value: boolean
  cause: string
  ts: number
  ttl_ms: number
}

/**
 * Commands with read-back: an output counts as switched when the device says so. Two retries, then it has failed, and
 * that is told; an answer that comes after all is told too.
 */
export class OutputTable {
  #outputs = new Map<string, OutputState>()
  #restored: Map<string, boolean>
  #inhibits: InhibitConfig[] = []
  /** Called for while inhibited, and by what: carried out when the inhibit ends, unless it was released meanwhile. */
  #withheld = new Map<string, string>()

  constructor(
    restored: readonly { code: string; commanded: boolean }[],
    private write: (config: OutputConfig, command: OutputCommand) => void,
    private tell: (transition: Transition) => void
  ) {
    this.#restored = new Map(restored.map(({ code, commanded }) => [code, commanded]))
  }

  configure(configs: readonly OutputConfig[]): void {
    const former = this.#outputs
    this.#outputs = new Map(
      configs.map((config) => [config.code, { ...(former.get(config.code) ?? this.#blank(config)), config }])
    )
  }

  all(): IterableIterator<OutputState> {
    return this.#outputs.values()
  }

  /** Whether the last command, of before the restart if need be, was to switch it off. */
  isReleased(code: string): boolean {
    return this.#outputs.get(code)?.commanded === false
  }

  /** What must not be switched on, each until its instant. */
  inhibit(inhibits: readonly InhibitConfig[]): void {
    this.#inhibits = [...inhibits]
  }

  #isInhibited(code: string): boolean {
    return this.#inhibits.some(({ output, until }) => output === code && until > clock.now())
  }

  /** An output that is not to run meanwhile. Said once, so that somebody does by hand what it can't. */
  #withhold(code: string, cause: string): void {
    if (this.#withheld.has(code)) return
    this.#withheld.set(code, cause)
    this.tell({ kind: 'output_withheld', output: code, cause, at: clock.now() })
  }

  /** Sends a command; an output that is commanded and confirmed to the same value already is left alone. */
  command(code: string, value: boolean, cause: string, id: string = newId()): boolean {
    const output = this.#outputs.get(code)
    if (!output) return false
    if (value && this.#isInhibited(code)) {
      this.#withhold(code, cause)
      return false
    }
    if (!value) this.#withheld.delete(code)
    if (output.commanded === value && (output.phase === 'waiting' || (output.phase === 'confirmed' && output.actual === value)))
      return true
    Object.assign(output, { commanded: value, commandId: id, cause, tries: 0, heard: false, phase: 'waiting', at: clock.now() })
    this.#try(output)
    this.tell({ kind: 'output_commanded', output: code, commandId: id, value, cause, at: clock.now() })
    return true
  }

  /** What the device says of itself. */
  readBack(code: string, actual: boolean): void {
    const output = this.#outputs.get(code)
    if (!output) return
    output.actual = actual
    if (output.commanded === null) return
    if (output.commanded !== actual) return this.#judgeAnew(output)
    if (output.phase === 'unknown') output.phase = 'confirmed'
    if (output.phase !== 'waiting' && output.phase !== 'failed') return
    output.phase = 'confirmed'
    output.at = clock.now()
    this.tell({ kind: 'output_confirmed', output: code, commandId: output.commandId, value: actual, at: clock.now() })
  }

  /** Called several times a second: time passing alone makes a silent output fail. */
  tick(): void {
    for (const [code, cause] of this.#withheld) {
      if (this.#isInhibited(code)) continue
      this.#withheld.delete(code)
      this.command(code, true, cause)
    }
    for (const output of this.#outputs.values()) {
      if (output.phase === 'confirmed' && output.actual !== output.commanded) {
        // It was switched by somebody else, or fell off: command it again, and fail when it won't.
        Object.assign(output, { phase: 'waiting', tries: 0 })
        this.#try(output)
      }
      if (output.phase !== 'waiting' || clock.monotonic() < output.deadline) continue
      if (output.tries < TRIES) this.#try(output)
      else this.#fail(output)
    }
  }

  snapshots(): OutputSnapshot[] {
    return [...this.#outputs.values()].map(({ config, commanded, actual, phase, at }) => ({
      code: config.code,
      commanded,
      actual,
      state: phase,
      at,
    }))
  }

  /** A device that was silent speaks again and does not do what it should: commanded once more, by what holds now. */
  #judgeAnew(output: OutputState): void {
    if (output.phase !== 'failed' || output.heard) return
    output.heard = true
    this.#try(output)
  }

  #try(output: OutputState): void {
    output.tries += 1
    // From the first try on, so that the looks in between don't add up: after three times its time it has failed.
    const from = output.tries === 1 ? clock.monotonic() : Math.max(output.deadline, clock.monotonic() - LONGEST_LOOK_MS)
    output.deadline = from + output.config.confirmWithinMs
    const { commandId, commanded, cause, config } = output
    this.write(config, { id: commandId, value: commanded!, cause, ts: clock.now(), ttl_ms: config.ttlMs })
  }

  #fail(output: OutputState): void {
    output.phase = 'failed'
    output.at = clock.now()
    const { config, commandId, commanded, tries } = output
    this.tell({ kind: 'output_failed', output: config.code, commandId, value: commanded!, attempts: tries, at: clock.now() })
  }

  #blank(config: OutputConfig): OutputState {
    const commanded = this.#restored.get(config.code) ?? null
    const phase = commanded === null ? 'idle' : 'unknown'
    return { config, commanded, actual: null, phase, commandId: '', cause: '', tries: 0, heard: false, deadline: 0, at: null }
  }
}
