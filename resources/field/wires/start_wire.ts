import { err, ok, type Result } from '#app/kernel/result'
import { FieldFolder } from '#field/control_file'
import { brokerUrl, fieldFolderPath } from '#field/environment'
import { Gateway } from '#field/modbus/gateway'
import { modbusStations } from '#field/stations'
import { EdgeNode } from '#field/wires/edge_node'
import { HttpSender } from '#field/wires/http_sender'
import { RtuFront } from '#field/wires/rtu_front'
import { TICK_MS, World } from '#field/world'

export interface WireOptions {
  wire: string
  station: string
  port: number
  group: string
  username?: string
  password?: string
  url: string
  token?: string
  said(line: string): void
}

interface Started {
  sentence: string
  stop(): Promise<void>
}

/** One of the field's stations over a wire that it does not have in the demo plant; an error is a plain sentence. */
export async function startWire(options: WireOptions): Promise<Result<Started, string>> {
  const station = modbusStations.find(({ code }) => code === options.station)
  if (!station) return err(`there is no station ${options.station}; there are ${modbusStations.map(({ code }) => code).join(', ')}`)
  const folder = new FieldFolder(fieldFolderPath())
  if (options.wire === 'rtu') {
    const gateway = new Gateway(station, folder)
    const front = new RtuFront(await gateway.start(0))
    const port = await front.start(options.port)
    const stop = async () => {
      await front.stop()
      await gateway.stop()
    }
    return ok({ sentence: `${station.code}: RTU frames over TCP on port ${port}`, stop })
  }
  const world = new World(folder, station.points)
  const speaker = speakerOf(options, station, world)
  if (typeof speaker === 'string') return err(speaker)
  const timer = setInterval(() => world.tick(), TICK_MS)
  speaker.start()
  const stop = async () => {
    clearInterval(timer)
    await speaker.stop()
  }
  return ok({ sentence: `${station.code}: ${station.points.length} points by ${options.wire}`, stop })
}

/** Who speaks for the station, or why nobody can. */
function speakerOf(options: WireOptions, station: (typeof modbusStations)[number], world: World): EdgeNode | HttpSender | string {
  const { wire, group, username, password, url, token, said } = options
  if (wire === 'sparkplug') return new EdgeNode(station.points, world, { url: brokerUrl(), username, password, group, node: station.code })
  if (wire !== 'http') return `there is no wire ${wire}; there are rtu, sparkplug and http`
  return token ? new HttpSender(station.points, world, { url, token }, said) : 'say with --token who sends: node ace device:token CODE'
}
