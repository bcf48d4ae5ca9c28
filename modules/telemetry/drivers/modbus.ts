import modbus from 'modbus-serial'
import { clock } from '#app/kernel/clock'
import type { ModbusSourceConfig, RegisterProbe, RegisterRange } from '#modules/telemetry/engine/port'
import type { DriverEvents, SwitchingDriver } from '#modules/telemetry/drivers/driver'
import { RtuPort } from '#modules/telemetry/drivers/rtu_port'
import { decodeRaw, engineeringValue, planReads, valuesOf, widthOf, WORD_ORDERS, type ReadBlock } from '#modules/telemetry/drivers/registers'
import { WordDoubt } from '#modules/telemetry/drivers/word_doubt'

type Client = InstanceType<typeof modbus.default>

/** The second try comes at once: it tells a hiccup from an outage. */
const BACK_OFF_MS = [50, 500, 1_000, 2_000, 3_000]
/** One missed answer is a hiccup; two in a row are an outage. */
const FAILURES_UNTIL_LOST = 2

const opened = (client: Client): Promise<void> =>
  new Promise((resolve, reject) => client.open((error: Error | null) => (error ? reject(error) : resolve())))

interface PollClass {
  intervalMs: number
  blocks: ReadBlock[]
  /** Monotonic instant of the next poll: counted from the last one due, so that it does not drift. */
  due: number
}

/**
 * Polls one Modbus device or gateway, over Modbus TCP or RTU frames in a TCP connection. A request that times out or answers with another length gives no value; the
 * connection is made anew, later each time, and no other source waits for it.
 */
export class ModbusDriver implements SwitchingDriver {
  #client: Client | null = null
  #events: DriverEvents | null = null
  #classes: PollClass[] = []
  #timer: NodeJS.Timeout | null = null
  #lane: Promise<unknown> = Promise.resolve()
  #failures = 0
  #doubt = new WordDoubt()
  #stopped = true

  constructor(private config: ModbusSourceConfig) {}

  async start(events: DriverEvents): Promise<void> {
    this.#events = events
    this.#stopped = false
    const now = clock.monotonic()
    const classes = Object.entries(this.config.pollClasses).map(([name, intervalMs]) => ({
      intervalMs,
      blocks: planReads(this.config.registers.filter((register) => register.pollClass === name)),
      due: now,
    }))
    // A class without registers reads nothing, and so finds nothing.
    this.#classes = classes.filter(({ blocks }) => blocks.length > 0)
    this.#schedule(0)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearTimeout(this.#timer)
    await this.#lane.catch(() => undefined)
    this.#disconnect()
  }

  async probe(): Promise<RegisterProbe[]> {
    const probes: RegisterProbe[] = []
    for (const block of planReads(this.config.registers)) {
      const words = await this.#inTurn(() => this.#read(block))
      for (const register of block.registers) {
        const at = register.address - block.address
        const raw = words.slice(at, at + widthOf(register.type))
        const decode = (order: (typeof WORD_ORDERS)[number]) => decodeRaw(raw, register.type, order)
        const decoded = widthOf(register.type) === 2 ? Object.fromEntries(WORD_ORDERS.map((order) => [order, decode(order)])) : null
        const value = engineeringValue(decode(register.wordOrder), register.scale, register.offset)
        probes.push({ point: register.point, address: register.address, raw, decoded: decoded as RegisterProbe['decoded'], value })
      }
    }
    return probes
  }

  look({ count, ...place }: RegisterRange): Promise<number[]> {
    return this.#inTurn(async () => (await this.#read({ ...place, length: count, registers: [] })).slice(0, count))
  }

  writeCoil(unitId: number, address: number, value: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const client = await this.#connected()
      client.setID(unitId)
      await client.writeCoil(address, value)
    })
  }

  readCoil(unitId: number, address: number): Promise<boolean> {
    return this.#inTurn(async () => {
      const client = await this.#connected()
      client.setID(unitId)
      const { data } = await client.readCoils(address, 1)
      if (data[0] === undefined) throw new Error('the answer held no coil')
      return data[0]
    })
  }

  #schedule(delayMs: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      void this.#pollDue().then((next) => this.#schedule(next))
    }, delayMs)
  }

  /** Polls what is due and returns how long to wait for the next. Missed polls are skipped, never made up for. */
  async #pollDue(): Promise<number> {
    const polled = this.#classes.filter((one) => one.due <= clock.monotonic())
    for (const poll of polled) {
      try {
        await this.#poll(poll)
        this.#failures = 0
        this.#events?.found()
      } catch (error) {
        const delay = BACK_OFF_MS[Math.min(this.#failures, BACK_OFF_MS.length - 1)]!
        this.#failures += 1
        if (this.#failures >= FAILURES_UNTIL_LOST) this.#events?.lost((error as Error).message)
        for (const one of this.#classes) one.due = Math.max(one.due, clock.monotonic() + delay)
        break
      }
      const late = clock.monotonic() - poll.due
      poll.due += poll.intervalMs * Math.max(1, Math.ceil(late / poll.intervalMs))
    }
    const next = Math.min(...this.#classes.map((one) => one.due))
    return Number.isFinite(next) ? Math.max(0, next - clock.monotonic()) : 1_000
  }

  async #poll(poll: PollClass): Promise<void> {
    for (const block of poll.blocks) {
      const words = await this.#inTurn(() => this.#read(block)).catch((error: Error) => {
        // The device refuses in good order, or the gateway says that the unit behind it is dead: the others go on.
        if ('modbusCode' in error) return null
        throw error
      })
      if (this.#stopped) return
      const ts = clock.now()
      const readings = words
        ? valuesOf(block, words).map(({ register, value }) => ({ point: register.point, value, ts, quality: this.#doubt.judge(register, value) }))
        : block.registers.map(({ point }) => ({ point, value: Number.NaN, ts, quality: 'bad' as const }))
      // A poll is not repeated for what could not be kept: that is counted where it is let go.
      this.#events?.readings(readings).catch(() => undefined)
    }
  }

  async #read(block: ReadBlock): Promise<number[]> {
    const client = await this.#connected()
    client.setID(block.unitId)
    const { data } = await this.#request(client, block)
    const wanted = block.function <= 2 ? Math.ceil(block.length / 8) * 8 : block.length
    if (data.length !== wanted) throw new Error(`${block.length} registers asked for, ${data.length} in the answer`)
    return Array.from(data, Number)
  }

  #request(client: Client, { function: fn, address, length }: ReadBlock) {
    switch (fn) {
      case 1:
        return client.readCoils(address, length)
      case 2:
        return client.readDiscreteInputs(address, length)
      case 3:
        return client.readHoldingRegisters(address, length)
      case 4:
        return client.readInputRegisters(address, length)
    }
  }

  /**
   * One request at a time on the wire. One that fails ends the connection before the next begins, and each has its own
   * end: modbus-serial never answers what was under way when its connection is destroyed.
   */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#lane.then(async () => {
      try {
        return await this.#within(2 * this.config.timeoutMs, work(), 'no answer in time')
      } catch (error) {
        if (!('modbusCode' in (error as Error))) this.#disconnect()
        throw error
      }
    })
    this.#lane = turn.catch(() => undefined)
    return turn
  }

  async #within<T>(ms: number, work: Promise<T>, sentence: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(sentence)), ms)
    })
    work.catch(() => undefined)
    try {
      return await Promise.race([work, late])
    } finally {
      clearTimeout(timer)
    }
  }

  async #connected(): Promise<Client> {
    if (this.#client?.isOpen) return this.#client
    const { kind, host, port } = this.config
    const client = kind === 'modbus_rtu_tcp' ? new modbus.default(new RtuPort(host, port)) : new modbus.default()
    client.setTimeout(this.config.timeoutMs)
    client.on('error', () => undefined)
    try {
      const open = kind === 'modbus_rtu_tcp' ? opened(client) : client.connectTCP(host, { port })
      await this.#within(this.config.timeoutMs, open, 'no connection in time')
    } catch (error) {
      client.destroy(() => undefined)
      throw error
    }
    this.#client = client
    return client
  }

  #disconnect(): void {
    const client = this.#client
    this.#client = null
    try {
      client?.destroy(() => undefined)
    } catch {
      // A socket that never opened has nothing to close.
    }
  }
}
