import { ServerTCP } from 'modbus-serial'
import type { FieldFolder } from '#field/control_file'
import { Fan } from '#field/modbus/fan'
import { encode } from '#field/modbus/encode'
import type { ModbusStation } from '#field/station'
import { TICK_MS, World } from '#field/world'

const ILLEGAL_ADDRESS = 2

/** A real Modbus TCP server in front of a station's sensors and fans. */
export class Gateway {
  #world: World
  #registers = new Map<string, number>()
  #fans: Fan[]
  #server: ServerTCP | null = null
  #timer: NodeJS.Timeout | null = null
  #running = ''

  constructor(
    private station: ModbusStation,
    private folder: FieldFolder
  ) {
    this.#world = new World(folder, station.points)
    this.#fans = station.fans.map((fan) => new Fan(fan))
  }

  /** Listens; resolves with the port (0 takes a free one). */
  start(port: number, host = '127.0.0.1'): Promise<number> {
    this.#tick()
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
    const server = new ServerTCP(
      {
        getInputRegister: (address: number, unit: number) => this.#register(4, unit, address),
        getHoldingRegister: (address: number, unit: number) => this.#register(3, unit, address),
        getCoil: (address: number, unit: number) => this.#coil(unit, address),
        setCoil: (address: number, on: boolean, unit: number) => this.#command(unit, address, on),
      },
      { host, port }
    )
    this.#server = server
    return new Promise((resolve, reject) => {
      server.on('initialized', () => resolve(portOf(server) ?? port))
      server.on('serverError', (error) => reject(error as unknown as Error))
      // A client that goes away in the middle of a request is everyday business.
      server.on('socketError', () => undefined)
    })
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    const server = this.#server
    if (!server) return
    for (const socket of server.socks.keys()) socket.destroy()
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  #tick(): void {
    this.#world.tick()
    for (const { code, register } of this.station.points) {
      const words = encode(this.#world.value(code), register)
      words.forEach((word, index) =>
        this.#registers.set(keyOf(register.function, register.unitId, register.address + index), word)
      )
    }
    this.#reportFans()
  }

  /** Other processes feel the draught: only changes are written. */
  #reportFans(): void {
    if (this.#fans.length === 0) return
    const areas = this.#fans.filter((fan) => fan.runs).map(({ fan }) => fan.areaCode)
    if (areas.join() === this.#running) return
    this.#running = areas.join()
    this.folder.writeFans(areas)
  }

  #register(fn: number, unit: number, address: number): number {
    const word = this.#registers.get(keyOf(fn, unit, address))
    if (word === undefined) throw refusal()
    return word
  }

  #coil(unit: number, address: number): boolean {
    const fan = this.#fans.find(({ fan }) => fan.unitId === unit && [fan.coil, fan.readbackCoil].includes(address))
    if (!fan) throw refusal()
    return address === fan.fan.coil ? fan.commanded : fan.runs
  }

  #command(unit: number, address: number, on: boolean): void {
    const fan = this.#fans.find(({ fan }) => fan.unitId === unit && fan.coil === address)
    if (!fan) throw refusal()
    if (!this.#world.control.stuck.includes(fan.fan.code)) fan.command(on)
  }
}

const keyOf = (fn: number, unit: number, address: number): string => `${fn}/${unit}/${address}`

const refusal = (): Error => Object.assign(new Error('no such address'), { modbusErrorCode: ILLEGAL_ADDRESS })

/** The package's type leaves out the net.Server it holds. */
function portOf(server: ServerTCP): number | null {
  const { _server } = server as unknown as { _server?: { address(): { port: number } | null } }
  return _server?.address()?.port ?? null
}
