import { args, BaseCommand, flags } from '@adonisjs/core/ace'

export default class FieldReplay extends BaseCommand {
  static commandName = 'field:replay'
  static description = 'Let a point of the simulated field play a recording (CSV with the columns timestamp,value)'
  static help = ['{{ binaryName }} field:replay furnace.csv --point BF7.TT701.T --speed 60']

  @args.string({ description: 'CSV file; timestamp as ISO 8601 or epoch milliseconds' })
  declare file: string

  @flags.string({ description: 'Code of the point' })
  declare point: string

  @flags.number({ description: 'How much faster than it was', default: 1 })
  declare speed: number

  async run() {
    const { readRecording } = await import('#field/recording')
    const { clock } = await import('#app/kernel/clock')
    const { fieldPoints } = await import('#field/stations')
    if (!fieldPoints.some(({ code }) => code === this.point))
      return this.#fail(this.point ? `the field has no point ${this.point}` : 'say which point with --point CODE')
    if (!(this.speed > 0)) return this.#fail('--speed must be more than 0')
    const read = await readRecording(this.app.makePath(this.file))
    if (!read.ok) return this.#fail(...read.error)

    const { FieldFolder } = await import('#field/control_file')
    const { fieldFolderPath } = await import('#field/environment')
    const folder = new FieldFolder(fieldFolderPath())
    const control = folder.control()
    const file = `replay-${this.point}.json`
    folder.writeRecording(file, read.value)
    const replay = { file, speed: this.speed, since: clock.now() }
    folder.writeControl({ ...control, replays: { ...control.replays, [this.point]: replay } })
    const seconds = (read.value.at(-1)![0] / 1000 / this.speed).toFixed(0)
    this.logger.success(`${this.point} plays ${read.value.length} values in ${seconds} s`)
  }

  #fail(...faults: string[]): void {
    for (const fault of faults) this.logger.error(fault)
    this.exitCode = 1
  }
}
