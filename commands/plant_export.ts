import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class PlantExport extends BaseCommand {
  static commandName = 'plant:export'
  static description = 'Write the configuration as the files that plant:apply reads; without PINs and pairing codes'
  static help = ['{{ binaryName }} plant:export /tmp/plant']
  static options: CommandOptions = { startApp: true }

  @args.string({ argumentName: 'folder', description: 'Folder to write into; files of the same name are replaced' })
  declare folder: string

  @flags.boolean({ description: 'Print the list of files as JSON' })
  declare json: boolean

  async run() {
    const { exportDefinitions } = await import('#app/plant/index')
    const files = await exportDefinitions(this.app.makePath(this.folder))
    if (this.json) return console.log(JSON.stringify({ files }))
    for (const { file, rows } of files) this.logger.log(`  ${file}: ${rows}`)
    this.logger.success(`${files.length} files in ${this.folder}`)
  }
}
