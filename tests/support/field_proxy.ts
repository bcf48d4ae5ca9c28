import { connect, createServer, type Socket } from 'node:net'

/**
 * `black_hole`: connections are taken and nothing comes back. `half_open`: what is open stays open and carries nothing, and
 * new connections fail. `drip`: whole answers, byte by byte. `delay`: late by `delayMs`. `down`: nobody listens.
 */
export type Weather = 'clear' | 'black_hole' | 'half_open' | 'drip' | 'delay' | 'down'

/** A network that can go wrong, in front of any TCP peer. */
export async function startProxy(target: number) {
  const proxy = { weather: 'clear' as Weather, delayMs: 40, port: 0, connections: 0 }
  const open = new Set<Socket>()
  const server = createServer((near) => {
    proxy.connections += 1
    if (proxy.weather === 'down' || proxy.weather === 'half_open') return void near.destroy()
    const far = connect(target, '127.0.0.1')
    for (const [from, to] of [[near, far], [far, near]] as const) {
      open.add(from)
      from.setNoDelay(true)
      from.on('error', () => undefined)
      from.on('data', (bytes) => void carry(bytes, to))
      from.on('close', () => {
        open.delete(from)
        if (proxy.weather !== 'black_hole' && proxy.weather !== 'half_open') to.destroy()
      })
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.port = (server.address() as { port: number }).port

  async function carry(bytes: Buffer, to: Socket): Promise<void> {
    if (proxy.weather === 'black_hole' || proxy.weather === 'half_open') return
    if (proxy.weather === 'delay') return void setTimeout(() => to.write(bytes), proxy.delayMs)
    if (proxy.weather !== 'drip') return void to.write(bytes)
    for (const byte of bytes) {
      to.write(Buffer.from([byte]))
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  return Object.assign(proxy, {
    openSockets: () => open.size,
    cut,
    stop: async () => {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}
