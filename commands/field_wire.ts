import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class FieldWire extends BaseCommand {
  static commandName = 'field:wire'
  static description = 'Give a station of the simulated field over another wire: rtu, sparkplug or http; runs until Ctrl-C'
  static help = [
    '{{ binaryName }} field:wire rtu GAS-GW --port 15031',
    '{{ binaryName }} field:wire sparkplug GAS-GW --group PLANT --username edge --password secret',
    '{{ binaryName }} field:wire http FURNACE-GW --token "$(node ace device:token MES --json)"',
  ]
  static options: CommandOptions = { staysAlive: true }

  @args.string({ description: 'rtu (Modbus RTU over TCP), sparkplug (Sparkplug B edge node) or http (as a MES)' })
  declare wire: string

  @args.string({ description: 'Code of the station' })
  declare station: string

  @flags.number({ description: 'rtu: the port', default: 15_031 })
  declare port: number

  @flags.string({ description: 'sparkplug: the group', default: 'PLANT' })
  declare group: string

  @flags.string({ description: 'sparkplug: name of the MQTT device' })
  declare username: string

  @flags.string({ description: 'sparkplug: its secret' })
  declare password: string

  @flags.string({ description: 'http: address of the server', default: 'http://127.0.0.1:3333' })
  declare url: string

  @flags.string({ description: 'http: the token of a device that may points.write' })
  declare token: string

  async run() {
    const { startWire } = await import('#field/wires/start_wire')
    const { wire, station, port, group, username, password, url, token } = this
    const started = await startWire({ wire, station, port, group, username, password, url, token, said: (line) => this.logger.warning(line) })
    if (!started.ok) {
      this.logger.error(started.error)
      this.exitCode = 1
      return this.terminate()
    }
    this.logger.success(started.value.sentence)
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void started.value.stop().then(() => this.terminate()))
  }
}
