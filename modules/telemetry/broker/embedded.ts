import { createServer, type Server } from 'node:net'
import { Aedes, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import { Acknowledger } from '#modules/telemetry/broker/acknowledger'
import { holdsSecret, mayUse } from '#modules/telemetry/broker/access'
import type { Broker, BrokerEvents } from '#modules/telemetry/broker/broker'
import type { MqttCredential } from '#modules/telemetry/engine/port'

const LARGEST_PACKET_BYTES = 256 * 1024

/**
 * The broker in the engine's own thread. A device proves itself with its own credential and stays below its own topics.
 * Its QoS 1 message is acknowledged by us after the commit. Holding the whole message back until then, as aedes would
 * have it, keeps the device's next message from being read: a slow disk would stand between gas and siren.
 */
export class EmbeddedBroker implements Broker {
  #aedes: Aedes | null = null
  #server: Server | null = null
  #credentials = new Map<string, MqttCredential>()
  #devices = new Map<Client, MqttCredential>()
  #acknowledger = new Acknowledger((connection) => !(connection as Client['conn']).destroyed)
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
        this.#take(client, packet, done)
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

  #take(client: Client, packet: PublishPacket, done: (error?: Error | null) => void): void {
    const { qos, topic, messageId } = packet
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
    if (payload.length > LARGEST_PACKET_BYTES) return done(new Error(`message for ${topic} is too large`))
    const stored = this.events.message(topic, payload, packet.dup ? 'again' : 'new')
    if (qos === 2 && stored) return void stored.then(() => done(null), done)
    if (qos === 1) {
      // To aedes it is now a QoS 0 message, for which it sends no answer of its own.
      packet.qos = 0
      const acknowledge = () => this.#acknowledger.acknowledge(client.conn, messageId!)
      if (stored) stored.then(acknowledge, () => client.close())
      else acknowledge()
    } else stored?.catch(() => undefined)
    const room = this.events.congestion()
    if (room) room.then(() => done(null), () => done(null))
    else done(null)
  }

  async stop(): Promise<void> {
    const [server, aedes] = [this.#server, this.#aedes]
    this.#server = null
    this.#aedes = null
    if (aedes) await new Promise<void>((resolve) => aedes.close(() => resolve()))
    if (server) await new Promise<void>((resolve) => server.close(() => resolve()))
  }

  publish(topic: string, payload: string | Buffer): void {
    this.#aedes?.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => undefined)
  }
}
