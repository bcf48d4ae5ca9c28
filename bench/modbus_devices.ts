import { createServer } from 'node:net'

/**
 * Modbus TCP devices in a process of their own, one for each connection, and one that takes a connection and never
 * answers. Says its two ports; at the word `report` the instants at which each device was polled.
 */
const polls: number[][] = []
const devices = createServer({ noDelay: true }, (socket) => {
  const mine: number[] = []
  polls.push(mine)
  socket.on('error', () => undefined)
  socket.on('data', (request) => {
    mine.push(performance.now())
    const count = request.readUInt16BE(10)
    const answer = Buffer.alloc(9 + count * 2)
    request.copy(answer, 0, 0, 4)
    answer.writeUInt16BE(3 + count * 2, 4)
    answer[6] = request[6]!
    answer[7] = request[7]!
    answer[8] = count * 2
    for (let index = 0; index < count; index++) answer.writeUInt16BE((mine.length + index) % 90, 9 + index * 2)
    socket.write(answer)
  })
})
const dead = createServer((socket) => void socket.on('error', () => undefined).resume())
const listening = (server: typeof devices) => new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)))
process.on('message', () => process.send!(polls))
process.send!([await listening(devices), await listening(dead)])
