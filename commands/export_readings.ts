import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class ExportReadings extends BaseCommand {
  static commandName = 'export:readings'
  static description = "Write a point's history as CSV, however long it is; the file appears under its name once it is whole"
  static help = ['{{ binaryName }} export:readings GAS2.AT201.CO co.csv --from 2026-11-01 --to 2026-12-01', '{{ binaryName }} export:readings GAS2.AT201.CO co.csv --bucket hour']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'Code of the point' })
  declare point: string

  @args.string({ description: 'File to write' })
  declare file: string

  @flags.string({ description: 'From this instant: ISO 8601 or epoch milliseconds; left out: from the first reading' })
  declare from: string | undefined

  @flags.string({ description: 'To this instant; left out: until now' })
  declare to: string | undefined

  @flags.string({ description: 'raw, minute, hour or day', default: 'raw' })
  declare bucket: string

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  async run() {
    const { exportReadings } = await import('#modules/telemetry/index')
    const path = this.app.makePath(this.file)
    const found = await exportReadings({ code: this.point, from: this.from, to: this.to, bucket: this.bucket })
    if (!found.ok) {
      this.logger.error(found.error)
      this.exitCode = 1
      return
    }
    const written = createWriteStream(`${path}.part`)
    await pipeline(found.value, written)
    await rename(`${path}.part`, path)
    if (this.json) console.log(JSON.stringify({ file: path, bytes: written.bytesWritten }))
    else this.logger.success(`${path}: ${written.bytesWritten} bytes`)
  }
}
