import { createServer, type Server } from 'node:net'
import { Aedes, type AuthenticateError, type Client } from 'aedes'
import { clock } from '#app/kernel/clock'
import { holdsSecret, mayUse } from '#modules/telemetry/broker/access'
import type { Broker, BrokerEvents } from '#modules/telemetry/broker/broker'
import type { MqttCredential } from '#modules/telemetry/engine/port'

const LARGEST_PACKET_BYTES = 256 * 1024

/**
 * The broker in the engine's own thread. A device proves itself with its own credential and stays below its own topics;
 * its QoS 1 message is acknowledged after the commit, by holding the answer back while it is being stored.
 */
export class EmbeddedBroker implements Broker {
  #aedes: Aedes | null = null
  #server: Server | null = null
  #credentials = new Map<string, MqttCredential>()
  #devices = new Map<Client, MqttCredential>()
  port: number | null = null

  constructor(
    private listen: { host: string; port: number },
    private events: BrokerEvents
  ) {}

  get clients(): number {
    return this.#aedes?.connectedClients ?? 0
  }

  /** A credential that is gone or changed ends its connections. */
  allow(credentials: readonly MqttCredential[]): void {
    this.#credentials = new Map(credentials.map((credential) => [credential.username, credential]))
    for (const [client, former] of this.#devices) {
      const now = this.#credentials.get(former.username)
      if (now?.secretHash === former.secretHash) this.#devices.set(client, now)
      else client.close()
    }
  }

  async start(): Promise<void> {
    const aedes = await Aedes.createBroker({
      concurrency: 500,
      authenticate: (client, username, password, done) => {
        const credential = this.#credentials.get(username ?? '')
        if (!credential || !holdsSecret(credential, password as Buffer | undefined)) {
          const refused = Object.assign(new Error('unknown device or wrong secret'), { returnCode: 4 }) as AuthenticateError
          return done(refused, false)
        }
        this.#devices.set(client, credential)
        done(null, true)
      },
      authorizePublish: (client, packet, done) => {
        if (!client) return done(null)
        const device = this.#devices.get(client)
        if (!device || !mayUse(device.publish, packet.topic)) return done(new Error(`not allowed to publish ${packet.topic}`))
        const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
        const stored = this.events.message(packet.topic, payload, packet.qos)
        if (stored) stored.then(() => done(null), done)
        else done(null)
      },
      authorizeSubscribe: (client, subscription, done) => {
        const device = client ? this.#devices.get(client) : null
        done(null, device && mayUse(device.subscribe, subscription.topic) ? subscription : null)
      },
    })
    aedes.on('clientDisconnect', (client) => this.#devices.delete(client))
    aedes.on('clientError', (client) => this.#devices.delete(client))
    this.#aedes = aedes

    const server = createServer((socket) => {
      socket.setNoDelay(true)
      socket.setTimeout(0)
      aedes.handle(socket)
    })
    server.maxConnections = 20_000
    this.#server = server
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen(this.listen.port, this.listen.host, () => resolve())
    })
    this.port = (server.address() as { port: number }).port
  }

  async stop(): Promise<void> {
    const [server, aedes] = [this.#server, this.#aedes]
    this.#server = null
    this.#aedes = null
    if (aedes) await new Promise<void>((resolve) => aedes.close(() => resolve()))
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  publish(topic: string, payload: string): void {
    if (payload.length > LARGEST_PACKET_BYTES) throw new Error(`message for ${topic} is too large`)
    const messageId = Math.floor(clock.monotonic()) & 0xffff
    this.#aedes?.publish({ cmd: 'publish', topic, payload, qos: 1, retain: false, dup: false, messageId }, () => undefined)
  }
}
