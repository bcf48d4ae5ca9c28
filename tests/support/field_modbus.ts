import { createServer, type Socket } from 'node:net'

/** How the device answers the next requests. */
export type Manners = 'well' | 'silent' | 'late' | 'wrong_unit' | 'wrong_function' | 'wrong_transaction' | 'too_short' | 'extra_bytes' | 'split' | 'refuse' | 'wrong_count' | 'twice' | 'hang_up'

export type Framing = 'tcp' | 'rtu'
/** Every request that we answer is as long as any other. */
const REQUEST_BYTES = { tcp: 12, rtu: 8 }

/** The check sum of an RTU frame, low byte first. */
function withCrc(frame: Buffer): Buffer {
  let crc = 0xffff
  for (const byte of frame) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1
  }
  return Buffer.concat([frame, Buffer.from([crc & 0xff, crc >> 8])])
}

/**
 * A Modbus device at the level of its bytes, so that it can misbehave: Modbus TCP, or RTU frames over TCP, where a wrong
 * transaction is a wrong check sum. Registers of functions 3 and 4, coils of 1 and 5.
 */
export async function startDevice(registers: number[], lateMs = 400, framing: Framing = 'tcp') {
  const device = { manners: 'well' as Manners, requests: [] as { fn: number; address: number; count: number }[], coils: new Map<number, boolean>(), refused: new Set<number>(), sockets: 0, port: 0 }
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    device.sockets += 1
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    let pending = Buffer.alloc(0)
    socket.on('data', (bytes) => {
      pending = Buffer.concat([pending, bytes])
      if (pending.length < REQUEST_BYTES[framing]) return
      answer(socket, pending)
      pending = Buffer.alloc(0)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  device.port = (server.address() as { port: number }).port

  function answer(socket: Socket, request: Buffer): void {
    const transaction = framing === 'tcp' ? request.readUInt16BE(0) : 0
    const asked = framing === 'tcp' ? request.subarray(6) : request.subarray(0, -2)
    const [unit, fn] = [asked[0]!, asked[1]!]
    const [address, count] = [asked.readUInt16BE(2), asked.readUInt16BE(4)]
    device.requests.push({ fn, address, count })
    const reply = (body: Buffer, { id = transaction, from = unit } = {}) => {
      if (framing === 'rtu') {
        const frame = withCrc(Buffer.concat([Buffer.from([from]), body]))
        if (id !== transaction) frame[frame.length - 1]! ^= 0xff
        return frame
      }
      const head = Buffer.alloc(7)
      head.writeUInt16BE(id, 0)
      head.writeUInt16BE(body.length + 1, 4)
      head[6] = from
      return Buffer.concat([head, body])
    }
    const body = bodyOf(fn, address, count, asked)
    if (device.refused.has(address)) return void socket.write(reply(Buffer.from([fn | 0x80, 4])))
    switch (device.manners) {
      case 'silent': return
      case 'hang_up': return void socket.destroy()
      case 'twice': return void socket.write(Buffer.concat([reply(body), reply(body)]))
      case 'late': return void setTimeout(() => socket.write(reply(body)), lateMs)
      case 'wrong_unit': return void socket.write(reply(body, { from: unit + 1 }))
      case 'wrong_transaction': return void socket.write(reply(body, { id: transaction + 7 }))
      case 'wrong_function': return void socket.write(reply(Buffer.concat([Buffer.from([fn === 3 ? 4 : 3]), body.subarray(1)])))
      case 'too_short': return void socket.write(reply(Buffer.concat([Buffer.from([fn, body[1]! - 2]), body.subarray(2, -2)])))
      case 'extra_bytes': return void socket.write(reply(Buffer.concat([body, Buffer.from([1, 2])])))
      case 'wrong_count': return void socket.write(reply(Buffer.concat([Buffer.from([fn, 2]), body.subarray(2)])))
      case 'refuse': return void socket.write(reply(Buffer.from([fn | 0x80, 2])))
      case 'split': {
        const whole = reply(body)
        socket.write(whole.subarray(0, 5))
        return void setTimeout(() => socket.write(whole.subarray(5)), 20)
      }
      default: socket.write(reply(body))
    }
  }

  function bodyOf(fn: number, address: number, count: number, asked: Buffer): Buffer {
    if (fn === 5) {
      device.coils.set(address, count === 0xff00)
      return asked.subarray(1, 6)
    }
    if (fn === 1) return Buffer.from([fn, 1, device.coils.get(address) ? 1 : 0])
    const body = Buffer.alloc(2 + count * 2)
    body[0] = fn
    body[1] = count * 2
    for (let index = 0; index < count; index++) body.writeUInt16BE(registers[address + index] ?? 0, 2 + index * 2)
    return body
  }

  return Object.assign(device, {
    registers,
    openSockets: () => open.size,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
