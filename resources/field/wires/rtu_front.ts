import { connect, createServer, type Server, type Socket } from 'node:net'

const MBAP_BYTES = 6
/** Every request of a master that reads registers, reads coils or writes one is as long. */
const REQUEST_BYTES = 8

/** The check sum at the end of an RTU frame, low byte first. */
function crcOf(frame: Uint8Array): [number, number] {
  let crc = 0xffff
  for (const byte of frame) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return [crc & 0xff, crc >> 8]
}

/** A serial device server as they hang on the wall: RTU frames in a TCP connection, in front of a Modbus TCP gateway. */
export class RtuFront {
  #server: Server | null = null
  #sockets = new Set<Socket>()

  constructor(private gatewayPort: number) {}

  /** Listens; resolves with the port (0 takes a free one). */
  start(port: number, host = '127.0.0.1'): Promise<number> {
    const server = createServer((master) => this.#serve(master))
    this.#server = server
    return new Promise((resolve, reject) => {
      server.once('error', reject)
      server.listen(port, host, () => resolve((server.address() as { port: number }).port))
    })
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => (this.#server ? this.#server.close(() => resolve()) : resolve()))
  }

  #serve(master: Socket): void {
    const gateway = connect(this.gatewayPort, '127.0.0.1')
    let [asked, answered] = [Buffer.alloc(0), Buffer.alloc(0)]
    master.on('data', (bytes) => {
      asked = Buffer.concat([asked, bytes])
      for (; asked.length >= REQUEST_BYTES; asked = asked.subarray(REQUEST_BYTES)) {
        const body = asked.subarray(0, REQUEST_BYTES - 2)
        // Noise on the line: no slave answers a frame whose check sum is wrong.
        if (!Buffer.from(crcOf(body)).equals(asked.subarray(REQUEST_BYTES - 2, REQUEST_BYTES))) continue
        gateway.write(Buffer.concat([Buffer.from([0, 1, 0, 0, 0, body.length]), body]))
      }
    })
    gateway.on('data', (bytes) => {
      answered = Buffer.concat([answered, bytes])
      while (answered.length >= MBAP_BYTES) {
        const end = MBAP_BYTES + answered.readUInt16BE(4)
        if (answered.length < end) return
        const body = answered.subarray(MBAP_BYTES, end)
        master.write(Buffer.concat([body, Buffer.from(crcOf(body))]))
        answered = answered.subarray(end)
      }
    })
    for (const [socket, other] of [[master, gateway], [gateway, master]] as const) {
      this.#sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        this.#sockets.delete(socket)
        other.destroy()
      })
    }
  }
}
