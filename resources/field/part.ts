/** One part of the field in a process of its own: `gateway <station>`, `devices <group>` or `mailbox`. Started by `main`. */
import { join } from 'node:path'
import { FieldFolder } from '#field/control_file'
import { brokerUrl, fieldFolderPath, mailPort, modbusPort } from '#field/environment'
import { mailbox } from '#field/mailbox'
import { Gateway } from '#field/modbus/gateway'
import { FieldDevice } from '#field/mqtt/device'
import { modbusStations, mqttDevices } from '#field/stations'
import { TICK_MS, World } from '#field/world'

type Stop = () => Promise<unknown>

async function startGateway(code: string): Promise<Stop> {
  const station = modbusStations.find((candidate) => candidate.code === code)
  if (!station) throw new Error(`there is no station ${code}`)
  const gateway = new Gateway(station, new FieldFolder(fieldFolderPath()))
  await gateway.start(modbusPort() + station.portOffset)
  return () => gateway.stop()
}

/** `detectors` or `actuators`. */
async function startDevices(group: string): Promise<Stop> {
  const mine = mqttDevices.filter(({ actuators }) => actuators.length > 0 === (group === 'actuators'))
  const world = new World(
    new FieldFolder(fieldFolderPath()),
    mine.flatMap(({ points }) => points)
  )
  const timer = setInterval(() => world.tick(), TICK_MS)
  const devices = mine.map((device) => new FieldDevice(device, world))
  for (const device of devices) device.start(brokerUrl())
  return async () => {
    clearInterval(timer)
    await Promise.all(devices.map((device) => device.stop()))
  }
}

/** What people would get by e-mail lies in `DATA_DIR/field/mail`. */
async function startMailbox(): Promise<Stop> {
  const server = mailbox(join(fieldFolderPath(), 'mail'))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(mailPort() ?? 0, '127.0.0.1', resolve)
  })
  return () => new Promise<void>((resolve) => server.close(() => resolve()))
}

const START: Record<string, (name: string) => Promise<Stop>> = {
  gateway: startGateway,
  devices: startDevices,
  mailbox: startMailbox,
}

const [kind = '', name = ''] = process.argv.slice(2)
const start = START[kind]
if (!start) throw new Error(`there is no part of the field called ${kind}`)
const stop = await start(name)

let stopping = false
async function end(): Promise<void> {
  if (stopping) return
  stopping = true
  await stop().catch(() => undefined)
  process.exit(0)
}
process.on('SIGTERM', end)
// Ctrl-C goes to the whole group; the supervisor tells when to stop.
process.on('SIGINT', () => undefined)
// The supervisor is gone without a word: a field without it would never end.
process.on('disconnect', end)
process.send?.('ready')
