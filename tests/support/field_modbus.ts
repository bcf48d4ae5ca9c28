import { createServer, type Socket } from 'node:net'

/** How the device answers the next requests. */
export type Manners = 'well' | 'silent' | 'late' | 'wrong_unit' | 'wrong_function' | 'wrong_transaction' | 'too_short' | 'extra_bytes' | 'split' | 'refuse' | 'wrong_count'

/** A Modbus TCP device at the level of its bytes, so that it can misbehave. Registers of functions 3 and 4, coils of 1 and 5. */
export async function startDevice(registers: number[], lateMs = 400) {
  const device = { manners: 'well' as Manners, requests: [] as { fn: number; address: number; count: number }[], coils: new Map<number, boolean>(), sockets: 0, port: 0 }
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    device.sockets += 1
    socket.on('error', () => undefined)
    socket.on('close', () => open.delete(socket))
    socket.on('data', (frame) => answer(socket, frame))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  device.port = (server.address() as { port: number }).port

  function answer(socket: Socket, request: Buffer): void {
    const [transaction, unit, fn] = [request.readUInt16BE(0), request[6]!, request[7]!]
    const [address, count] = [request.readUInt16BE(8), request.readUInt16BE(10)]
    device.requests.push({ fn, address, count })
    const reply = (body: Buffer, { id = transaction, from = unit } = {}) => {
      const head = Buffer.alloc(7)
      head.writeUInt16BE(id, 0)
      head.writeUInt16BE(body.length + 1, 4)
      head[6] = from
      return Buffer.concat([head, body])
    }
    const body = bodyOf(fn, address, count, request)
    switch (device.manners) {
      case 'silent': return
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

  function bodyOf(fn: number, address: number, count: number, request: Buffer): Buffer {
    if (fn === 5) {
      device.coils.set(address, count === 0xff00)
      return request.subarray(7, 12)
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
