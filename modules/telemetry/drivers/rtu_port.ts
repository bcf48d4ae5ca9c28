import { EventEmitter } from 'node:events'
import { connect, type Socket } from 'node:net'

const CRC_BYTES = 2
const EXCEPTION_BYTES = 5

/** How long the answer to a request is, by its function; 0 where it is not one that we send. */
function answerBytes(request: Buffer): number {
  const fn = request[1]!
  if (fn === 1 || fn === 2) return 3 + Math.ceil(request.readUInt16BE(4) / 8) + CRC_BYTES
  if (fn === 3 || fn === 4) return 3 + 2 * request.readUInt16BE(4) + CRC_BYTES
  return fn === 5 || fn === 6 || fn === 15 || fn === 16 ? 6 + CRC_BYTES : 0
}

/**
 * Modbus RTU frames over a TCP connection, as serial gateways carry them: a port of modbus-serial. These frames have no
 * transaction number, so only order tells whose answer one is. Bytes that nobody asked for, before or after a frame,
 * therefore end the connection: what would be left over could be taken for the next request's answer.
 */
export class RtuPort extends EventEmitter {
  #socket: Socket | null = null
  #buffer = Buffer.alloc(0)
  #wanted = 0
  /** Without numbers on the wire every request is the one under way. */
  _transactionIdRead = 1
  _transactionIdWrite = 1

  constructor(
    private host: string,
    private port: number
  ) {
    super()
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === 'open'
  }

  open(done: (error?: Error) => void): void {
    const socket = connect({ host: this.host, port: this.port, noDelay: true })
    let told = false
    const tell = (error?: Error) => {
      if (!told) done(error)
      told = true
    }
    socket.on('connect', () => tell())
    socket.on('error', tell)
    socket.on('data', (bytes) => this.#receive(bytes))
    socket.on('close', () => {
      tell(new Error('the connection was closed'))
      this.emit('close')
    })
    this.#socket = socket
  }

  write(request: Buffer): void {
    this.#buffer = Buffer.alloc(0)
    this.#wanted = answerBytes(request)
    this.#socket?.write(request)
  }

  close(done?: () => void): void {
    this.#socket?.end()
    done?.()
  }

  destroy(done?: () => void): void {
    this.#socket?.destroy()
    done?.()
  }

  /** Hands on one whole frame; its length, check sum, unit and function are judged by modbus-serial. */
  #receive(bytes: Buffer): void {
    if (this.#wanted === 0) return this.destroy()
    this.#buffer = Buffer.concat([this.#buffer, bytes])
    const refused = this.#buffer.length > 1 && (this.#buffer[1]! & 0x80) !== 0
    if (this.#buffer.length < (refused ? EXCEPTION_BYTES : this.#wanted)) return
    this.#wanted = 0
    this.emit('data', this.#buffer)
  }
}
