import { args, BaseCommand, flags } from '@adonisjs/core/ace'
import type { CommandOptions } from '@adonisjs/core/types/ace'

export default class BackupCreate extends BaseCommand {
  static commandName = 'backup:create'
  static description = 'Write databases, attachments, keys and the audit checkpoint into one file, while the server runs'
  static help = ['{{ binaryName }} backup:create /backup/redline.tar.gz']
  static options: CommandOptions = { startApp: true }

  @args.string({ description: 'The file to write; must not exist yet' })
  declare file: string

  @flags.boolean({ description: 'Print the result as JSON' })
  declare json: boolean

  async run() {
    const { createBackup } = await import('#app/backup/index')
    const { appKey } = await import('#config/app')
    const { dataPath } = await import('#config/data')
    const result = await createBackup(this.app.makePath(this.file), { dataDir: dataPath(), key: String(appKey) })
    if (!result.ok) {
      this.logger.error(result.error)
      this.exitCode = 1
      return
    }
    const { bytes, files } = result.value
    if (this.json) console.log(JSON.stringify({ file: this.file, bytes, files }))
    else this.logger.success(`${this.file}: ${files} files, ${(bytes / 1e6).toFixed(1)} MB`)
  }
}
